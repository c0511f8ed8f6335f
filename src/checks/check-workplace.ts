import { setTimeout as sleep } from 'node:timers/promises';
import { ScsNetworkingError } from '../../results-parsers/core/errors.ts';
import type { CheckObservations } from '../../results-parsers/documents/checks/check-observations.ts';
import { createAgnhostPod } from '../cluster/agnhost-pod.ts';
import type { ClusterConnection } from '../cluster/connection.ts';
import { deleteNamespace } from '../cluster/marked-namespaces.ts';
import {
  type CreatedObject,
  createOwnedObject,
  deleteOwnedObject,
  describeObject,
  type OwnedObject,
  untilGone,
} from '../cluster/owned-object.ts';
import { type RunningPod, untilPodsRun } from '../cluster/pod-readiness.ts';
import { copyPullCredentials, PULL_SECRET } from '../cluster/pull-secrets.ts';
import { remakeNamespace } from '../cluster/remake-namespace.ts';
import { createRunNamespace, type NamespaceRequest, type RunNamespace } from '../cluster/run-namespaces.ts';
import { removeRunPods } from '../cluster/run-pod.ts';
import type { CheckContext, CheckNamespace, CheckPod, CheckSettings, MadeObject } from './check.ts';
import { connect } from './probe/connect.ts';

/** Long enough to pull an image. */
const PODS_MILLISECONDS = 120_000;

/** A request takes no longer (src/cluster/connection.ts). */
const PENDING_MILLISECONDS = 12_000;

export interface Workplace {
  readonly cluster: ClusterConnection;
  readonly runId: string;
  readonly settings: CheckSettings;
  readonly signal: AbortSignal;
  readonly budgetSeconds: number;
}

interface KeptNamespace {
  made: RunNamespace;
  readonly request: CheckNamespace;
  labels: Record<string, string>;
}

/** What a check has made and observed so far, and its means to make and observe more. */
export class CheckWorkplace {
  readonly #place: Workplace;
  readonly #namespaces: KeptNamespace[] = [];
  readonly #objects = new Set<CreatedObject>();
  readonly #probes: CheckObservations['probes'] = [];
  readonly #facts: CheckObservations['facts'] = {};
  /** Objects that are being made: if the check ends early, they must not appear after everything else was removed. */
  readonly #pending = new Set<Promise<unknown>>();

  constructor(place: Workplace) {
    this.#place = place;
  }

  get observed(): Pick<CheckObservations, 'namespaces' | 'probes' | 'facts'> {
    return {
      namespaces: this.#namespaces.map(({ made, labels }) => ({ name: made.name, labels })),
      probes: [...this.#probes],
      facts: { ...this.#facts },
    };
  }

  get context(): CheckContext {
    const { cluster, runId, settings, signal, budgetSeconds } = this.#place;
    return {
      cluster,
      runId,
      settings,
      signal,
      budgetSeconds,
      namespace: (request) => this.#making(() => this.#namespace(request)),
      remakeNamespace: (name, labels) => this.#making(() => this.#remakeNamespace(name, labels)),
      leaveNamespace: (name) => this.#leaveNamespace(name).catch(() => undefined),
      pods: (namespace, pods) => this.#making(() => this.#pods(namespace, pods)),
      startPods: (namespace, pods) => this.#making(() => this.#startPods(namespace, pods)),
      create: (object) => this.#making(() => this.#create(object)),
      probe: async (request) => {
        signal.throwIfAborted();
        const probe = await connect(cluster, request, signal);
        this.#probes.push(probe);
        signal.throwIfAborted();
        return probe;
      },
      keep: (probe) => {
        this.#probes.push(probe);
      },
      note: (name, fact) => {
        this.#facts[name] = fact;
      },
    };
  }

  /** Removes everything that was made; resolves to what could not be removed. For namespaces it only asks for the deletion. */
  async clear(): Promise<string[]> {
    const { cluster } = this.#place;
    await Promise.race([Promise.allSettled(this.#pending), sleep(PENDING_MILLISECONDS, undefined, { ref: false })]);
    const objects = [...this.#objects].map(async (created) => {
      await deleteOwnedObject(cluster, created);
      // What is in a namespace of ours goes with it.
      if (created.object.namespace === null) await untilGone(cluster, created);
    });
    const names = [...this.#objects].map(({ object }) => describeObject(object));
    const namespaces = this.#namespaces.map(({ made }) => deleteNamespace(cluster, made));
    const everything = [...names, ...this.#namespaces.map(({ made }) => `Namespace ${made.name}`)];
    const results = await Promise.allSettled([...objects, ...namespaces]);
    return everything.filter((_, index) => results[index]?.status === 'rejected');
  }

  async #making<T>(make: () => Promise<T>): Promise<T> {
    this.#place.signal.throwIfAborted();
    const making = make();
    this.#pending.add(making);
    try {
      const made = await making;
      this.#place.signal.throwIfAborted();
      return made;
    } finally {
      this.#pending.delete(making);
    }
  }

  async #namespace(request: CheckNamespace): Promise<string> {
    const { cluster } = this.#place;
    const asked = this.#asked(request);
    const made = request.made ?? (await createRunNamespace(cluster, asked));
    this.#namespaces.push({ made, request, labels: asked.labels });
    await this.#giveCredentials(made.name);
    return made.name;
  }

  async #remakeNamespace(name: string, labels: Readonly<Record<string, string>>): Promise<void> {
    const { cluster, signal } = this.#place;
    const kept = this.#kept(name);
    const asked = this.#asked({ ...kept.request, labels });
    kept.made = await remakeNamespace(cluster, kept.made, asked, signal);
    kept.labels = asked.labels;
    await this.#giveCredentials(name);
  }

  async #leaveNamespace(name: string): Promise<void> {
    const { cluster } = this.#place;
    await removeRunPods(cluster, name);
    await deleteNamespace(cluster, this.#kept(name).made);
  }

  #asked({ ownLabels = true, ...request }: CheckNamespace): NamespaceRequest & { labels: Record<string, string> } {
    const { runId, settings } = this.#place;
    return { ...request, runId, labels: { ...(ownLabels ? settings.namespaceLabels : {}), ...request.labels } };
  }

  #kept(name: string): KeptNamespace {
    const kept = this.#namespaces.find(({ made }) => made.name === name);
    if (kept === undefined) throw new Error(`expected a namespace of this check, found ${name}`);
    return kept;
  }

  async #giveCredentials(namespace: string): Promise<void> {
    const { cluster, settings } = this.#place;
    if (settings.credentials !== null) await copyPullCredentials(cluster, namespace, settings.credentials);
  }

  async #startPods(namespace: string, pods: readonly CheckPod[]): Promise<void> {
    const { cluster, settings } = this.#place;
    const common = { image: settings.image, ...(settings.credentials === null ? {} : { pullSecrets: [PULL_SECRET] }) };
    await Promise.all(pods.map((pod) => createAgnhostPod(cluster, namespace, { ...pod, ...common })));
  }

  async #pods(namespace: string, pods: readonly CheckPod[]): Promise<ReadonlyMap<string, RunningPod>> {
    const { cluster, signal } = this.#place;
    await this.#startPods(namespace, pods);
    const names = pods.map(({ name }) => name);
    const state = await untilPodsRun(cluster, namespace, names, { milliseconds: PODS_MILLISECONDS, signal });
    const [problem] = state.problems;
    if (problem !== undefined) {
      throw new ScsNetworkingError('CLUSTER', `Expected our pods in ${namespace} to run, found: ${problem.text}.`);
    }
    return state.running;
  }

  async #create(object: OwnedObject): Promise<MadeObject> {
    const { cluster, runId } = this.#place;
    const created = await createOwnedObject(cluster, runId, object);
    this.#objects.add(created);
    return {
      changedAt: new Date().toISOString(),
      remove: () =>
        this.#making(async () => {
          await deleteOwnedObject(cluster, created);
          const changedAt = new Date().toISOString();
          await untilGone(cluster, created);
          this.#objects.delete(created);
          return changedAt;
        }),
    };
  }
}
