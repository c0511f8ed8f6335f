import { setTimeout as sleep } from 'node:timers/promises';
import type { NetworkPolicy } from '../../../results-parsers/policy-model/network-policy.ts';
import { httpStatusOf } from '../../cluster/cluster-error.ts';
import { createNetworkPolicy } from '../../cluster/network-policies.ts';
import type { CheckContext } from '../check.ts';
import { NOTHING, type State } from '../network-policy-beyond-upstream/cluster-state.ts';

const CONFLICT = 409;
const FIRST_SERVER_ERROR = 500;
const PAUSE_MILLISECONDS = 250;
const LONGEST_MILLISECONDS = 60_000;

/** States that only ever get more policies, which are also made if the API server cannot be reached for a while. */
export class GrowingPolicies {
  readonly #context: Pick<CheckContext, 'cluster' | 'runId' | 'signal'>;
  #current = NOTHING;

  constructor(context: Pick<CheckContext, 'cluster' | 'runId' | 'signal'>) {
    this.#context = context;
  }

  get current(): State {
    return this.#current;
  }

  /** Resolves to the time at which the API server had accepted the last policy; null: there was no new one. Rejects with CLUSTER. */
  async become(state: State): Promise<string | null> {
    const made = this.#current.policies.map(({ metadata }) => metadata.name);
    const added = state.policies.filter(({ metadata }) => !made.includes(metadata.name));
    for (const policy of added) await this.#make(policy);
    this.#current = state;
    return added.length === 0 ? null : new Date().toISOString();
  }

  /** Without its agent, a node may keep the runner's pod from reaching the API server. */
  async #make(policy: NetworkPolicy): Promise<void> {
    const { cluster, runId, signal } = this.#context;
    const end = Date.now() + LONGEST_MILLISECONDS;
    for (let tries = 1; ; tries += 1) {
      signal.throwIfAborted();
      try {
        return await createNetworkPolicy(cluster, runId, policy);
      } catch (error) {
        const status = httpStatusOf(error instanceof Error ? error.cause : null);
        // An earlier try, whose answer was lost, has made it.
        if (status === CONFLICT && tries > 1) return;
        const mayPass = status === null || status >= FIRST_SERVER_ERROR;
        if (!mayPass || Date.now() >= end) throw error;
      }
      await sleep(PAUSE_MILLISECONDS);
    }
  }
}
