import { escapedCharacter, UNPRINTABLE } from '../../core/text/unprintable.ts';
import { yamlText } from '../../core/text/yaml-text.ts';
import type { Probe } from '../../documents/checks/probe.ts';
import type { ModelPod } from '../../policy-model/landscape.ts';
import type { Labels, NetworkPolicy } from '../../policy-model/network-policy.ts';
import type { ScenarioStep } from '../network-policy-beyond-upstream/scenario-facts.ts';
import type { SampleFacts } from './sample-facts.ts';

const LINE_WIDTH = 120;

type ApiObject = Readonly<Record<string, unknown>>;

/** Namespaces, the two pods and the policies, to apply to a cluster, and the connection to try then. */
export function exampleOf(
  facts: SampleFacts,
  states: readonly Pick<ScenarioStep, 'policies' | 'podLabels' | 'namespaceLabels'>[],
  { from, to, protocol, port, observed }: Probe,
  expected: Probe['expected'],
): string {
  const ends = endsOf(facts, from, to.address, port);
  const [first, ...later] = states;
  const objectsIn = (state: (typeof states)[number]): ApiObject[] => [
    ...facts.namespaces.map(({ name, labels }) => namespace(name, state.namespaceLabels[name] ?? labels)),
    ...ends.map((end) => pod(end.pod, end.port, protocol, facts.image, state)),
    ...state.policies.map(policy),
  ];
  const comments = [
    `${from.pod} to ${to.what} on ${protocol} ${port} should be ${expected ?? 'either'} according to the API, and was ${observed}:`,
    `kubectl exec -n ${from.namespace} ${from.pod} -- /agnhost connect --timeout=2s --protocol=${protocol.toLowerCase()} ADDRESS:${port}`,
    ...ends.map(
      ({ pod: { name, addresses } }) =>
        `${name} had the address ${addresses.join(' and ')}; change ipBlock rules to its new address.`,
    ),
  ];
  const documents = [
    ...(first === undefined ? [] : objectsIn(first)),
    ...later.flatMap((state, index) => [`After step ${index + 1} was in force`, ...objectsIn(state)]),
  ];
  const texts = documents.map((each) =>
    typeof each === 'string' ? `${comment(`${each}:`)}\n` : yamlText(each, { lineWidth: LINE_WIDTH }),
  );
  return `${comments.map(comment).join('\n')}\n${texts.join('---\n')}`;
}

/** The pods of the connection, and the port on which each serves. */
function endsOf(
  { pods, services }: SampleFacts,
  from: Probe['from'],
  address: string,
  port: number,
): { pod: ModelPod; port: number }[] {
  const service = services.find((each) => each.address === address && each.port === port);
  const served = service?.targetPort ?? port;
  return pods
    .filter(
      ({ namespace: of, name, addresses }) =>
        (of === from.namespace && name === from.pod) ||
        addresses.includes(address) ||
        (of === service?.pod.namespace && name === service.pod.name),
    )
    .map((each) => ({ pod: each, port: served }));
}

/** On one line, whatever the names in the archive contain. */
function comment(text: string): string {
  return `# ${text.replace(UNPRINTABLE, escapedCharacter)}`;
}

function namespace(name: string, labels: Labels): ApiObject {
  return { apiVersion: 'v1', kind: 'Namespace', metadata: { name, labels } };
}

function pod(
  { namespace: of, name, labels, ports }: ModelPod,
  port: number,
  protocol: Probe['protocol'],
  image: string,
  { podLabels }: Pick<ScenarioStep, 'podLabels'>,
): ApiObject {
  const declared = ports.map((each) => ({ name: each.name, protocol: each.protocol, containerPort: each.port }));
  const args = ['netexec', `--http-port=${port}`, ...(protocol === 'UDP' ? [`--udp-port=${port}`] : [])];
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { namespace: of, name, labels: podLabels[`${of}/${name}`] ?? labels },
    spec: { containers: [{ name: 'agnhost', image, args, ...(declared.length === 0 ? {} : { ports: declared }) }] },
  };
}

/** Without empty lists, which mean the same as missing ones. */
function policy({
  metadata: { namespace: of, name },
  spec: { podSelector, policyTypes, ingress, egress },
}: NetworkPolicy): ApiObject {
  const full = (rules: readonly object[] | null | undefined): object[] | undefined =>
    rules?.length ? rules.map(withoutEmptyLists) : undefined;
  return JSON.parse(
    JSON.stringify({
      apiVersion: 'networking.k8s.io/v1',
      kind: 'NetworkPolicy',
      metadata: { namespace: of, name },
      spec: {
        podSelector: podSelector ?? {},
        policyTypes: policyTypes ?? undefined,
        ingress: full(ingress),
        egress: full(egress),
      },
    }),
  );
}

function withoutEmptyLists(rule: object): object {
  return Object.fromEntries(Object.entries(rule).filter(([, list]) => !Array.isArray(list) || list.length > 0));
}
