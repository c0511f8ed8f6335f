import { isAbsolute } from 'node:path';
import * as z from 'zod';
import { ALL_CHECKS, MUST_CHECKS, NO_CHECKS, unknownWords } from '../../results-parsers/checks/choice.ts';
import type { Load } from '../../results-parsers/checks/network-policy-beyond-upstream/scenario-facts.ts';
import { checkDefinitions } from '../../results-parsers/checks/registry.ts';
import { isOutsideTarget } from '../checks/default-restrictions/outside-targets.ts';

/** One setting of the runner: where it comes from, what it may be, what it means. */
interface Setting<T> {
  readonly variable: string;
  /** What an absent or empty variable means. */
  readonly fallback: T;
  readonly schema: z.ZodType<T, string>;
  readonly expected: string;
  readonly meaning: string;
}

const setting = <T>(definition: Setting<T>): Setting<T> => definition;

const wholeNumber = (min: number, max: number): z.ZodType<number, string> =>
  z
    .string()
    .regex(/^[0-9]{1,9}$/)
    .transform(Number)
    .pipe(z.number().min(min).max(max));

/** Words separated by commas, each of which must be valid. */
const list = (isGood: (word: string) => boolean): z.ZodType<string, string> =>
  z.string().refine((text) => text.split(',').every(isGood));

const LABEL = /^(?:[a-z0-9][a-z0-9.-]*\/)?[A-Za-z0-9][\w.-]*=[\w.-]*$/;
const CHECK_SECONDS = /^[a-z0-9-]+=[1-9]\d{0,3}$/;
const MOST_LOAD = 5_000;
const POLICY_LOAD: z.ZodType<Load, string> = z
  .string()
  .regex(/^[1-9]\d{0,3},[1-9]\d{0,3}$/)
  .transform((text) => {
    const [policies = 0, pods = 0] = text.split(',').map(Number);
    return { policies, pods };
  })
  .refine(({ policies, pods }) => policies <= MOST_LOAD && pods <= MOST_LOAD);
const DAEMON_SET = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\/[a-z0-9](?:[a-z0-9.-]{0,251}[a-z0-9])?$/;
const yesOrNo: z.ZodType<boolean, string> = z.enum(['true', 'false']).transform((text) => text === 'true');

const absolutePath: z.ZodType<string, string> = z.string().refine(isAbsolute);

/** Sonobuoy's default `--timeout`, in seconds; what comes later is lost (its aggregator answers 409). */
const SONOBUOY_DEFAULT_TIMEOUT_SECONDS = 21600;

/**
 * Every setting of the runner, all from the environment: `sonobuoy run --plugin-env scs-networking.NAME=VALUE`, or `spec.env` of the
 * manifest. The conformance image sets `E2E_FOCUS` and `E2E_SKIP` in its own environment, hence names of our own.
 */
export const SETTINGS = {
  focus: setting<string>({
    variable: 'SCS_FOCUS',
    fallback: 'NetworkPolicy',
    schema: z.string().min(1),
    expected: 'a regular expression (Go syntax)',
    meaning: 'Which upstream specs run, by their full name.',
  }),
  skip: setting<string>({
    variable: 'SCS_SKIP',
    fallback: '',
    schema: z.string(),
    expected: 'a regular expression (Go syntax)',
    meaning: 'Which of these specs do not run. A spec that did not run has not passed.',
  }),
  processes: setting<number | null>({
    variable: 'SCS_PROCESSES',
    fallback: null,
    schema: wholeNumber(1, 64),
    expected: 'a whole number from 1 to 64',
    meaning:
      'How many specs run at the same time. Unset: four per core of the nodes, but at most twelve, and no more than there is room for their pods and the memory that the plugin requests allows.',
  }),
  attempts: setting<number>({
    variable: 'SCS_ATTEMPTS',
    fallback: 2,
    schema: wholeNumber(1, 5),
    expected: 'a whole number from 1 to 5',
    meaning: 'How often a spec may run in total; failed specs run again on their own.',
  }),
  runWaived: setting<boolean>({
    variable: 'SCS_RUN_WAIVED',
    fallback: false,
    schema: yesOrNo,
    expected: 'true or false',
    meaning: 'Also runs, at the end, waived specs that, as a probe has shown, cannot pass on this cluster.',
  }),
  waivers: setting<string>({
    variable: 'SCS_WAIVERS',
    fallback: '',
    schema: z.string(),
    expected: 'the text of a file of waivers, or of several with --- between them',
    meaning:
      'Waivers besides the default ones: which specs that cannot pass need not run. The verdict uses only the waivers of its own --waivers.',
  }),
  defaultWaivers: setting<boolean>({
    variable: 'SCS_DEFAULT_WAIVERS',
    fallback: true,
    schema: yesOrNo,
    expected: 'true or false',
    meaning: 'Whether the waivers that SCS grants to every cluster are in force.',
  }),
  registry: setting<string | null>({
    variable: 'SCS_REGISTRY',
    fallback: null,
    schema: z.string().regex(/^[a-zA-Z0-9][a-zA-Z0-9._:/-]*[a-zA-Z0-9]$/),
    expected: 'a registry path such as mirror.example.org/scs',
    meaning: "A mirror that has the image of the specs' pods, agnhost, under its own name and tag.",
  }),
  ignorePreflight: setting<boolean>({
    variable: 'SCS_IGNORE_PREFLIGHT',
    fallback: false,
    schema: yesOrNo,
    expected: 'true or false',
    meaning: 'Runs the specs whatever the preflight finds; the verdict still reports it.',
  }),
  deadlineSeconds: setting<number>({
    variable: 'SCS_DEADLINE_SECONDS',
    fallback: 14400,
    schema: wholeNumber(1, 86000),
    expected: 'a whole number of seconds from 1 to 86000',
    meaning: `When to stop and hand over the results so far. Keep it some minutes below Sonobuoy's --timeout (default ${SONOBUOY_DEFAULT_TIMEOUT_SECONDS}).`,
  }),
  stopSeconds: setting<number>({
    variable: 'SCS_STOP_SECONDS',
    fallback: 40,
    schema: wholeNumber(1, 600),
    expected: 'a whole number of seconds from 1 to 600',
    meaning:
      'How long specs may take to clean up and report once the run is stopped. Sonobuoy and the manifest grant the pod 60 seconds in all.',
  }),
  dryRun: setting<boolean>({
    variable: 'E2E_DRYRUN',
    fallback: false,
    schema: z.string().transform((text) => text !== ''),
    expected: 'any text for yes, empty for no',
    meaning: 'Lists the specs without running them. A dry run never passes.',
  }),
  checks: setting<string>({
    variable: 'SCS_CHECKS',
    fallback: ALL_CHECKS,
    schema: z.string().refine((text) => unknownWords(text, checkDefinitions).length === 0),
    expected: `${NO_CHECKS}, or ${ALL_CHECKS}, ${MUST_CHECKS} and ids of checks and clauses, separated by commas (\`scs-networking checks\` lists them)`,
    meaning:
      'Which of our own checks run; must: only default-restrictions. Without it, nobody notices if default restrictions make the specs fail.',
  }),
  checkSeconds: setting<string>({
    variable: 'SCS_CHECK_SECONDS',
    fallback: '',
    schema: list(
      (word) => CHECK_SECONDS.test(word) && unknownWords(word.split('=')[0] ?? '', checkDefinitions).length === 0,
    ),
    expected: 'CHECK=SECONDS, several separated by commas',
    meaning: 'How long single checks may take, in place of their own budgets.',
  }),
  namespaceLabels: setting<string>({
    variable: 'SCS_NAMESPACE_LABELS',
    fallback: '',
    schema: list((word) => LABEL.test(word)),
    expected: 'KEY=VALUE, several separated by commas',
    meaning:
      "Labels for the namespaces of our own checks, such as one that exempts them from the cluster's default policies. The specs' namespaces do not get them.",
  }),
  outsideTargets: setting<string>({
    variable: 'SCS_OUTSIDE_TARGETS',
    fallback: '',
    schema: list(isOutsideTarget),
    expected: 'HOST:PORT, several separated by commas',
    meaning:
      'Addresses outside the cluster to which the check default-restrictions opens one TCP connection each from a pod, without sending anything. Unset: none.',
  }),
  policyLoad: setting<Load | null>({
    variable: 'SCS_POLICY_LOAD',
    fallback: null,
    schema: POLICY_LOAD,
    expected: 'POLICIES,PODS, each from 1 to 5000',
    meaning:
      'How many policies and pods network-policy-beyond-upstream creates, to measure changes to policies beside them as well; it may then need more than 480 seconds (SCS_CHECK_SECONDS). Unset: none.',
  }),
  agent: setting<string | null>({
    variable: 'SCS_AGENT',
    fallback: null,
    schema: z.string().regex(DAEMON_SET),
    expected: 'NAMESPACE/DAEMONSET',
    meaning:
      'The daemon set whose pods enforce NetworkPolicies, of which agent-restart deletes one; that check runs only if SCS_CHECKS names it. Unset: looked for among those of known network plugins.',
  }),
  resultsDir: setting<string | null>({
    variable: 'SONOBUOY_RESULTS_DIR',
    fallback: null,
    schema: absolutePath,
    expected: 'an absolute path',
    meaning: 'Where Sonobuoy waits for the results. Set by Sonobuoy.',
  }),
  progressPort: setting<number>({
    variable: 'SONOBUOY_PROGRESS_PORT',
    fallback: 8099,
    schema: wholeNumber(1, 65535),
    expected: 'a port number',
    meaning: "Where Sonobuoy's worker takes progress updates. Set by Sonobuoy.",
  }),
  kubeconfig: setting<string>({
    variable: 'KUBECONFIG',
    fallback: '',
    schema: z.string(),
    expected: 'a path',
    meaning: "Kubeconfig for the specs; unset: the pod's service account.",
  }),
  podUid: setting<string | null>({
    variable: 'SCS_POD_UID',
    fallback: null,
    schema: z.uuid(),
    expected: "a pod's UID",
    meaning: "The id of the run, which marks what the run creates. Set by the manifest, from the pod's own fields.",
  }),
  memoryMi: setting<number | null>({
    variable: 'SCS_MEMORY_MI',
    fallback: null,
    schema: wholeNumber(0, 100_000_000).transform((mebibytes) => (mebibytes === 0 ? null : mebibytes)),
    expected: 'a whole number',
    meaning: "The memory that the plugin requests, in Mi. Set by the manifest, from the pod's own fields.",
  }),
  ginkgoBinary: setting<string>({
    variable: 'SCS_GINKGO_BIN',
    fallback: '/usr/local/bin/ginkgo',
    schema: absolutePath,
    expected: 'an absolute path',
    meaning: 'The ginkgo command of the conformance image.',
  }),
  e2eBinary: setting<string>({
    variable: 'SCS_E2E_BIN',
    fallback: '/usr/local/bin/e2e.test',
    schema: absolutePath,
    expected: 'an absolute path',
    meaning: 'The compiled e2e suite of the conformance image.',
  }),
} as const;

/** The runner's settings, with defaults for variables that are not set. */
export type Settings = {
  readonly [K in keyof typeof SETTINGS]: (typeof SETTINGS)[K] extends Setting<infer T> ? T : never;
};

type Environment = Readonly<Record<string, string | undefined>>;

function readSetting<T>(definition: Setting<T>, environment: Environment, problems: string[]): T {
  const text = environment[definition.variable] ?? '';
  if (text === '') return definition.fallback;
  const parsed = definition.schema.safeParse(text);
  if (parsed.success) return parsed.data;
  problems.push(
    `${definition.variable}: expected ${definition.expected}, found ${JSON.stringify(text.slice(0, 200))}; ` +
      `set it with \`sonobuoy run --plugin-env scs-networking.${definition.variable}=VALUE\` or leave it out`,
  );
  return definition.fallback;
}

/**
 * Reads the settings. A problem does not stop it: the setting keeps its default so that a run record can still be written, and the
 * caller must not run anything.
 */
export function readSettings(environment: Environment): { settings: Settings; problems: string[] } {
  const problems: string[] = [];
  const read = <T>(definition: Setting<T>): T => readSetting(definition, environment, problems);
  const settings: Settings = {
    focus: read(SETTINGS.focus),
    skip: read(SETTINGS.skip),
    processes: read(SETTINGS.processes),
    attempts: read(SETTINGS.attempts),
    runWaived: read(SETTINGS.runWaived),
    waivers: read(SETTINGS.waivers),
    defaultWaivers: read(SETTINGS.defaultWaivers),
    registry: read(SETTINGS.registry),
    ignorePreflight: read(SETTINGS.ignorePreflight),
    deadlineSeconds: read(SETTINGS.deadlineSeconds),
    stopSeconds: read(SETTINGS.stopSeconds),
    dryRun: read(SETTINGS.dryRun),
    checks: read(SETTINGS.checks),
    checkSeconds: read(SETTINGS.checkSeconds),
    namespaceLabels: read(SETTINGS.namespaceLabels),
    outsideTargets: read(SETTINGS.outsideTargets),
    policyLoad: read(SETTINGS.policyLoad),
    agent: read(SETTINGS.agent),
    resultsDir: read(SETTINGS.resultsDir),
    progressPort: read(SETTINGS.progressPort),
    kubeconfig: read(SETTINGS.kubeconfig),
    podUid: read(SETTINGS.podUid),
    memoryMi: read(SETTINGS.memoryMi),
    ginkgoBinary: read(SETTINGS.ginkgoBinary),
    e2eBinary: read(SETTINGS.e2eBinary),
  };
  if (settings.resultsDir === null && problems.every((problem) => !problem.startsWith('SONOBUOY_RESULTS_DIR'))) {
    problems.push('SONOBUOY_RESULTS_DIR: expected an absolute path, found nothing; start the runner through Sonobuoy');
  }
  return { settings, problems };
}

function shownValue(value: Settings[keyof Settings]): string {
  return typeof value === 'object' && value !== null ? Object.values(value).join(',') : String(value);
}

/** The settings in force as lines for the pod's log. Only what is in the table is shown, so nothing secret can be. */
export function describeSettings(settings: Settings): string[] {
  return Object.entries(SETTINGS).map(([key, { variable, fallback }]) => {
    const value = settings[key as keyof Settings];
    const isDefault = value === fallback;
    const shown = value === null || (value === false && isDefault) ? '' : shownValue(value).split('\n', 1);
    return `  ${variable}=${shown}${isDefault ? ' (default)' : ''}`;
  });
}
