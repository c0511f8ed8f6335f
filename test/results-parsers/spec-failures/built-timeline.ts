/** The format of the log lines of a Kubernetes minor version. */
export type Format = {
  /** The prefix that the logger writes before a message. */
  prefix: (file: string) => string;
  /** The text between the pod and its namespace in `kubectl exec`. */
  container: (port: number, protocol: string) => string;
  timeout: string;
};

const klog = (file: string): string => `I1122 11:38:27.019697      24 ${file}.go:71] `;

export const formats = {
  '1.36': { prefix: klog, container: () => '', timeout: '3s' },
  '1.34': { prefix: klog, container: (port, protocol) => ` -c cont-${port}-${protocol}`, timeout: '1s' },
  'before klog': {
    prefix: () => 'Oct 19 10:34:16.907: INFO: ',
    container: (port, protocol) => ` -c cont-${port}-${protocol}`,
    timeout: '1s',
  },
} as const satisfies Record<string, Format>;

export type BuiltValidation = {
  format?: Format;
  pods: readonly string[];
  /** Rows of marks, as upstream prints them: `.` open, `X` blocked. */
  expected: readonly string[];
  observed: readonly string[];
  /** The rows of the first try; if absent, they are those of the last. */
  observedFirst?: readonly string[];
  port?: number;
  protocol?: string;
  /** The output of the probe of a blocked connection on standard error. */
  stderr?: string;
};

/** The suite's log of a validation that fails. */
export function validation(built: BuiltValidation): string {
  const { format = formats['1.36'], pods, expected, observed, observedFirst = observed } = built;
  const log = (file: string, text: string): string => `${format.prefix(file)}${text}`;
  const wrongInFirst = countWrong(pods, expected, observedFirst);
  const wrong = countWrong(pods, expected, observed);
  const loopbacks = pods.length;
  return lines(
    step('Validating reachability matrix...'),
    step('Validating reachability matrix... (FIRST TRY)'),
    ...probes(built, observedFirst),
    ...(wrongInFirst === 0
      ? []
      : [
          log('test_helper', `failed first probe ${wrongInFirst} wrong results ... retrying (SECOND TRY)`),
          ...probes(built, observed),
        ]),
    log(
      'reachability',
      `warning: this test doesn't take into consideration hairpin traffic, i.e. traffic whose source and destination is the same pod: ${loopbacks} cases ignored`,
    ),
    log(
      'reachability',
      `reachability: correct:${pods.length ** 2 - loopbacks - wrong}, incorrect:${wrong}, result=${wrong === 0}\n\n`,
    ),
    log('reachability', `expected:\n\n${table(pods, expected)}\n\n\n`),
    log('reachability', `observed:\n\n${table(pods, observed)}\n\n\n`),
    log('reachability', `comparison:\n\n${table(pods, comparison(expected, observed))}\n\n\n`),
    ...(wrong === 0 ? [log('test_helper', 'VALIDATION SUCCESSFUL')] : ['[FAILED] Had 1 wrong results']),
  );
}

export function failed(message: string, node = 'It'): string {
  return `[FAILED] ${message}\nIn [${node}] at: k8s.io/kubernetes@v1.36.3/test/e2e/x.go:129 @ 11/22/26 11:37:42.08\n`;
}

/** The suite's log while it creates pods and waits for their servers, which never become ready. */
export function unreadyServers(pods: readonly string[], port: number, protocol: string, tries: number): string {
  const allOpen = pods.map(() => '.'.repeat(pods.length));
  const allBlocked = pods.map(() => 'X'.repeat(pods.length));
  const built = { pods, expected: allOpen, observed: allBlocked, port, protocol, stderr: '' };
  const oneTry = [...probes(built, allBlocked), `${klog('test_helper')}server 81->${port},${protocol} is not ready`];
  return lines(...created(pods), ...Array.from({ length: tries }, () => oneTry).flat());
}

export function created(pods: readonly string[]): string[] {
  return pods.flatMap((pod) => [
    `${klog('kubemanager')}creating pod ${pod} with matching service`,
    `${klog('kubemanager')}creating pod ${pod}`,
  ]);
}

/** The format of TruthTable.PrettyPrint. */
export function table(pods: readonly string[], rows: readonly string[]): string {
  const header = ['-\t', ...pods].join('\t');
  const body = pods.map((pod, from) => [pod, ...[...(rows[from] ?? '')].map((mark) => `${mark}\t`)].join('\t'));
  return [header, ...body].join('\n');
}

export function lines(...all: readonly string[]): string {
  return all.map((line) => `${line}\n`).join('');
}

function step(text: string): string {
  return `STEP: ${text} - k8s.io/kubernetes@v1.36.3/test/e2e/network/netpol/test_helper.go:116 @ 11/22/26 11:38:39.318`;
}

function probes(built: BuiltValidation, observed: readonly string[]): string[] {
  const { format = formats['1.36'], pods, expected, port = 80, protocol = 'TCP', stderr = 'TIMEOUT' } = built;
  const log = (text: string): string => `${format.prefix('probe')}${text}`;
  return pods.flatMap((from, row) =>
    pods.flatMap((to, column) => {
      const [wanted, seen] = [expected[row]?.[column], observed[row]?.[column]];
      if (wanted === seen) return [];
      const [namespace = '', name = ''] = from.split('/');
      const address = `10.96.0.${column + 1}`;
      const container = format.container(port, protocol.toLowerCase());
      const command = `kubectl exec ${name}${container} -n ${namespace} -- /agnhost connect ${address}:${port} --timeout=${format.timeout} --protocol=${protocol.toLowerCase()}`;
      return [
        log(`Starting probe from pod ${name} to ${address}`),
        wanted === '.'
          ? log(`probe #4 :: connectivity expected :: ${from} -> ${address} :: stderr - ${stderr}`)
          : log(` probe #10 :: connectivity not expected :: ${from} -> ${address}`),
        log(`Validation of ${from} -> ${to} FAILED !!!`),
        log('error <nil> '),
        log(
          wanted === '.'
            ? `Expected allowed pod connection was instead BLOCKED --- run '${command}'`
            : `Expected blocked pod connection was instead ALLOWED --- run '${command}'`,
        ),
      ];
    }),
  );
}

function comparison(expected: readonly string[], observed: readonly string[]): string[] {
  return expected.map((row, from) => [...row].map((mark, to) => (mark === observed[from]?.[to] ? '.' : 'X')).join(''));
}

function countWrong(pods: readonly string[], expected: readonly string[], observed: readonly string[]): number {
  const cells = pods.flatMap((_, from) => pods.map((_, to) => [from, to] as const));
  return cells.filter(([from, to]) => from !== to && expected[from]?.[to] !== observed[from]?.[to]).length;
}
