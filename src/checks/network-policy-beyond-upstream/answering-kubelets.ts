import { reachabilityOf } from '../../../results-parsers/documents/checks/probe.ts';
import type { ModelPod } from '../../../results-parsers/policy-model/landscape.ts';
import type { CheckContext } from '../check.ts';
import { attempt } from '../probe/connect.ts';

/** Kubelets listen on it for the API server, on every node. */
const KUBELET_PORT = 10_250;
/** A pod on one of two nodes always has another one to connect to. */
const MOST_NODES = 2;

/** Those kubelets of the pods' nodes that a pod on another node can connect to. They are only connected to; nothing is sent. */
export async function answeringKubelets(
  { cluster }: Pick<CheckContext, 'cluster'>,
  pods: readonly ModelPod[],
): Promise<{ address: string; port: number }[]> {
  const nodes = new Set(pods.flatMap(({ nodeAddresses: [first] }) => first ?? []));
  const tried = [...nodes].slice(0, MOST_NODES).map(async (address) => {
    const client = pods.find(({ nodeAddresses }) => !nodeAddresses.includes(address));
    if (client === undefined) return [];
    const from = { namespace: client.namespace, pod: client.name };
    const to = { what: 'a kubelet', address };
    const { result } = await attempt(cluster, { from, to, protocol: 'TCP', port: KUBELET_PORT, connectSeconds: 1 });
    return reachabilityOf(result) === 'open' ? [{ address, port: KUBELET_PORT }] : [];
  });
  return (await Promise.all(tried)).flat();
}
