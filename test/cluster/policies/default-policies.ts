import { kubectl } from '../control-plane/kubectl.ts';
import { NODE_KUBECONFIG } from '../control-plane/pki.ts';
import { type Node, startDaemon, stopDaemon } from '../machine/daemon.ts';
import type { DefaultPolicies } from '../state/state.ts';

const DAEMON = 'default-policies';
const NAME = 'default-policy';
/** Namespaces that every operator leaves out, so that the cluster itself keeps working. */
const LEFT_OUT = ['default', 'kube-system', 'kube-public', 'kube-node-lease'];

const DENY = { podSelector: {}, policyTypes: ['Ingress', 'Egress'] };
const POLICIES = {
  deny: DENY,
  'deny-sonobuoy': DENY,
  isolate: { podSelector: {}, policyTypes: ['Ingress'], ingress: [{ from: [{ podSelector: {} }] }] },
} as const satisfies Record<Exclude<DefaultPolicies['kind'], 'none'>, object>;

// A policy operator in one line, which is all that tests need: Kyverno would do the same, but needs a certificate authority, webhooks and four
// programs. A watch ends now and then, hence the loop; if the program is stopped, it also stops the watch.
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

/** Gives every namespace a policy as soon as it exists, or stops doing so. */
export async function switchDefaultPolicies(node: Node, { kind, exempt }: DefaultPolicies): Promise<void> {
  await stopDaemon(node, DAEMON);
  await kubectl(node, ['delete', 'networkpolicies', '--all-namespaces', '--field-selector', `metadata.name=${NAME}`]);
  if (kind === 'none') return;
  const policy = {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { name: NAME },
    spec: POLICIES[kind],
  };
  const leftOut = kind === 'deny-sonobuoy' ? LEFT_OUT : [...LEFT_OUT, 'sonobuoy'];
  const fields = leftOut.map((name) => `metadata.name!=${name}`).join(',');
  const selector = exempt === null ? '' : `!${exempt}`;
  await startDaemon(node, DAEMON, [
    ...['sh', '-c', OPERATOR, DAEMON],
    ...[NODE_KUBECONFIG, selector, fields, JSON.stringify(policy)],
  ]);
}
