import { setTimeout as sleep } from 'node:timers/promises';
import { ScsNetworkingError } from '../../../../results-parsers/core/errors.ts';
import type { ModelPod } from '../../../../results-parsers/policy-model/landscape.ts';
import type { Labels } from '../../../../results-parsers/policy-model/network-policy.ts';
import { serverOn } from '../../../cluster/agnhost-servers.ts';
import { type PodStatus, podStatus } from '../../../cluster/pod-status.ts';
import { deleteRunPod, removeRunPod } from '../../../cluster/run-pod.ts';
import type { CheckContext, CheckPod } from '../../check.ts';
import type { Arena } from '../arena.ts';
import type { ClusterState, State } from '../cluster-state.ts';
import { type Addresses, modelPod } from '../model-pod.ts';
import { GUEST, type Kept, type Window, type WindowState } from './window.ts';

const PORT = 8080;
const POLL_MILLISECONDS = 50;
const START_MILLISECONDS = 60_000;
/** How many pods are made in the hope that one of them gets the last guest's address. */
const HOPEFULS = 4;

type Guest = NonNullable<WindowState['guest']>;
type GuestPod = Pick<CheckPod, 'name' | 'args' | 'labels'>;

/** Where the guest is, a window's own pod, and what is kept of it when it is replaced. */
export class GuestRoom {
  /** The guest's namespace. */
  readonly namespace: string;
  readonly #context: CheckContext;
  readonly #kept: Kept;
  /** The labels of the namespace, if it is the window's own. */
  #namespaceLabels: Labels;
  readonly #made = new Set<string>();
  #pod: ModelPod | null = null;
  #node = '';

  private constructor(context: CheckContext, kept: Kept, namespace: string, namespaceLabels: Labels) {
    this.#context = context;
    this.#kept = kept;
    this.namespace = namespace;
    this.#namespaceLabels = namespaceLabels;
  }

  /** Null: the window has no guest. Rejects as the context does. */
  static async open(context: CheckContext, { x }: Arena, window: Window): Promise<GuestRoom | null> {
    const { kept, oldNamespaceLabels: labels = {} } = window;
    if (kept === undefined) return null;
    const namespace = kept === 'namespace' ? await context.namespace({ purpose: 'netpol-z', labels }) : x;
    return new GuestRoom(context, kept, namespace, labels);
  }

  /** The guest that is there now. */
  get guest(): ModelPod {
    if (this.#pod === null) throw new Error('expected a guest');
    return this.#pod;
  }

  /** The pods and namespaces that only this window has. */
  get own(): Pick<State, 'pods' | 'namespaces'> {
    const labels = { ...this.#context.settings.namespaceLabels, ...this.#namespaceLabels };
    return {
      pods: this.#pod === null ? [] : [this.#pod],
      ...(this.#kept === 'namespace' ? { namespaces: [{ name: this.namespace, labels }] } : {}),
    };
  }

  /** Makes the first guest, and waits until it runs. */
  async welcome({ labels }: Guest): Promise<void> {
    const pod = this.#request(GUEST, labels);
    const running = (await this.#context.pods(this.namespace, [pod])).get(GUEST);
    this.#node = running?.node ?? '';
    this.#pod = this.#modelPod(pod, { addresses: running?.ips ?? [], nodeAddresses: running?.nodeAddresses ?? [] });
  }

  /**
   * Deletes the guest, and makes another one. Resolves to the time of the API server's answer that showed its address, or to null if the address
   * should be kept but no pod got it.
   */
  async replace(guest: Guest, state: ClusterState): Promise<string | null> {
    const { cluster } = this.#context;
    const old = this.guest;
    if (this.#kept === 'namespace') {
      this.#namespaceLabels = {};
      state.lose(this.namespace);
      await this.#context.remakeNamespace(this.namespace, this.#namespaceLabels);
    } else {
      await removeRunPod(cluster, this.namespace, old.name);
    }
    this.#made.clear();
    if (this.#kept !== 'address') return await this.#settle(this.#request(GUEST, guest.labels));
    const hopefuls = Array.from({ length: HOPEFULS }, (_, index) =>
      this.#request(`${GUEST}-${index + 2}`, guest.labels),
    );
    await this.#context.startPods(
      this.namespace,
      hopefuls.map((pod) => ({ ...pod, node: this.#node })),
    );
    const shown = await Promise.all(hopefuls.map((pod) => this.#untilAddress(pod)));
    const heir = shown.find(({ pod }) => pod.addresses.some((address) => old.addresses.includes(address)));
    this.#pod = heir?.pod ?? null;
    return heir?.at ?? null;
  }

  /** Waits for the guest's server to run, but not forever. */
  async untilRunning(): Promise<void> {
    await this.#until(this.guest.name, ({ startedAt }) => startedAt !== null);
  }

  /** Asks for the deletion of everything that is left, without waiting for it. */
  async leave(): Promise<void> {
    const { cluster } = this.#context;
    await Promise.allSettled([...this.#made].map((name) => deleteRunPod(cluster, this.namespace, name)));
  }

  async #settle(request: GuestPod): Promise<string> {
    await this.#context.startPods(this.namespace, [request]);
    const { pod, at } = await this.#untilAddress(request);
    if (pod.addresses.length === 0) {
      const seconds = START_MILLISECONDS / 1000;
      throw new ScsNetworkingError(
        'CLUSTER',
        `Expected the pod ${pod.name} to get an address within ${seconds} s, found none.`,
      );
    }
    this.#pod = pod;
    return at;
  }

  async #untilAddress(request: GuestPod): Promise<{ pod: ModelPod; at: string }> {
    const status = await this.#until(request.name, ({ addresses }) => addresses.length > 0);
    return { pod: this.#modelPod(request, status), at: new Date().toISOString() };
  }

  async #until(name: string, isReached: (status: PodStatus) => boolean): Promise<PodStatus> {
    const { cluster, signal } = this.#context;
    const end = Date.now() + START_MILLISECONDS;
    for (;;) {
      signal.throwIfAborted();
      const status = await podStatus(cluster, this.namespace, name);
      if (isReached(status) || Date.now() >= end) return status;
      await sleep(POLL_MILLISECONDS);
    }
  }

  #request(name: string, labels: Guest['labels']): GuestPod {
    this.#made.add(name);
    return { name, args: serverOn(PORT), labels };
  }

  #modelPod({ name, labels = {} }: GuestPod, running: Addresses): ModelPod {
    return modelPod({ namespace: this.namespace, name, labels }, running);
  }
}
