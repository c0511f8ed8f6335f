import { CoreV1Api, type V1DaemonSet, type V1Pod } from '@kubernetes/client-node';
import { isPolicyAgent } from '../../results-parsers/cluster/cni/policy-agents.ts';
import { clusterError } from './cluster-error.ts';
import type { ClusterConnection } from './connection.ts';
import { allDaemonSets, imagesOf, podsOf } from './plugin-marks.ts';
import { podProblem } from './pod-readiness.ts';
import { isReady } from './ready-condition.ts';

/** A pod of an agent. */
export interface AgentPod {
  readonly name: string;
  readonly uid: string;
  readonly isReady: boolean;
  /** What keeps it from running, as far as its status shows it. */
  readonly problem: string;
}

/** A daemon set that may be the agent that enforces NetworkPolicies. */
export class PolicyAgent {
  /** As `namespace/name`. */
  readonly name: string;
  readonly #cluster: ClusterConnection;
  readonly #set: V1DaemonSet;

  constructor(cluster: ClusterConnection, set: V1DaemonSet) {
    this.#cluster = cluster;
    this.#set = set;
    this.name = nameOf(set);
  }

  /** Its pods on a node. Rejects with CLUSTER. */
  async podsOn(node: string): Promise<AgentPod[]> {
    return (await podsOf(this.#cluster, this.#set, node)).map(agentPod);
  }

  /** Deletes this very pod, which has as much time to end as it asks for. Rejects with CLUSTER if it is refused, as it is if another one has its name by now. */
  async delete({ name, uid }: Pick<AgentPod, 'name' | 'uid'>): Promise<void> {
    const namespace = this.#set.metadata?.namespace ?? '';
    await this.#cluster
      .api(CoreV1Api)
      .deleteNamespacedPod({ namespace, name, body: { preconditions: { uid } } })
      .catch((cause: unknown) => {
        throw clusterError(`the API server to delete the pod ${namespace}/${name}`, cause);
      });
  }
}

/**
 * The daemon sets that may be the agent, sorted by name. Rejects with CLUSTER.
 *
 * @param named the one that the operator named, as `namespace/name`; null: all that are known
 */
export async function policyAgents(cluster: ClusterConnection, named: string | null): Promise<PolicyAgent[]> {
  const isWanted = (set: V1DaemonSet): boolean =>
    named === null ? isPolicyAgent(set.metadata?.name ?? '', imagesOf(set)) : nameOf(set) === named;
  const sets = (await allDaemonSets(cluster)).filter(isWanted);
  return sets.map((set) => new PolicyAgent(cluster, set)).sort((a, b) => (a.name < b.name ? -1 : 1));
}

function nameOf({ metadata }: V1DaemonSet): string {
  return `${metadata?.namespace ?? ''}/${metadata?.name ?? ''}`;
}

function agentPod(pod: V1Pod): AgentPod {
  const { name = '', uid = '' } = pod.metadata ?? {};
  return { name, uid, isReady: isReady(pod), problem: podProblem(name, pod).text };
}
