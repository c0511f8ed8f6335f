import { kubectl } from '../control-plane/kubectl.ts';
import { NODE_KUBECONFIG } from '../control-plane/pki.ts';
import { type Node, startDaemon, stopDaemon } from '../machine/daemon.ts';
import { type DefaultPolicies, isKyverno } from '../state/state.ts';
import { type KyvernoRules, startKyverno, stopKyverno, switchKyvernoPolicy } from './kyverno/kyverno.ts';
import { DENY, ISOLATE, LEFT_OUT, SONOBUOY } from './network-policies.ts';

const DAEMON = 'default-policies';
const NAME = 'default-policy';
const POLICIES = { deny: DENY, 'deny-sonobuoy': DENY, isolate: ISOLATE } as const;

// A policy operator in one line, which is all that most tests need: Kyverno does the same, but takes far longer to build and to start. A watch
// ends now and then, hence the loop; if the program is stopped, it also stops the watch.
const OPERATOR = `
trap 'trap - TERM; kill 0' TERM
while :; do
  kubectl --kubeconfig "$1" get namespaces --watch --selector "$2" --field-selector "$3" --output name |
    while IFS=/ read -r _ namespace; do
      printf '%s' "$4" | kubectl --kubeconfig "$1" --namespace "$namespace" apply --server-side --field-manager ${DAEMON} --filename -
    done &
  wait
  sleep 1
done
`;

/**
 * Gives every namespace a policy as soon as it exists, or stops doing so.
 * @param before the current state
 */
export async function switchDefaultPolicies(
  node: Node,
  before: DefaultPolicies,
  after: DefaultPolicies,
): Promise<void> {
  const [running, wanted] = [before, after].map(kyvernoRules);
  if (running && wanted) return await switchKyvernoPolicy(node, running, wanted);
  if (running) await stopKyverno(node);
  else if (before.kind !== 'none') await stopOperator(node);
  if (wanted) await startKyverno(node, wanted);
  else if (!isKyverno(after.kind) && after.kind !== 'none') await startOperator(node, after.kind, after.exempt);
}

function kyvernoRules({ kind, exempt }: DefaultPolicies): KyvernoRules | null {
  return isKyverno(kind) ? { kind, exempt } : null;
}

async function stopOperator(node: Node): Promise<void> {
  await stopDaemon(node, DAEMON);
  await kubectl(node, ['delete', 'networkpolicies', '--all-namespaces', '--field-selector', `metadata.name=${NAME}`]);
}

async function startOperator(node: Node, kind: keyof typeof POLICIES, exempt: string | null): Promise<void> {
  const policy = {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { name: NAME },
    spec: POLICIES[kind],
  };
  const leftOut = kind === 'deny-sonobuoy' ? LEFT_OUT : [...LEFT_OUT, SONOBUOY];
  const fields = leftOut.map((name) => `metadata.name!=${name}`).join(',');
  const selector = exempt === null ? '' : `!${exempt}`;
  await startDaemon(node, DAEMON, [
    ...['sh', '-c', OPERATOR, DAEMON],
    ...[NODE_KUBECONFIG, selector, fields, JSON.stringify(policy)],
  ]);
}
