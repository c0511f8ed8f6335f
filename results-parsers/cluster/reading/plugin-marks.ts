import { cniTable } from '../cni/cni-table.ts';
import type { ClusterSightings, Sighting } from '../cni/sightings.ts';
import type { NodeObject, OwnedObject, PodObject } from './cluster-documents.ts';
import type { ClusterPlace } from './cluster-places.ts';

const tables = Object.values(cniTable);
const nodeKeyBeginnings = tables.flatMap(({ nodeKeys }) => nodeKeys);
const podKeyBeginnings = tables.flatMap(({ podKeys }) => podKeys);
const upReasons = new Set(tables.flatMap((table) => table.upReasons));

/** Its aggregator, and the pods of its plugins. */
const SONOBUOYS_OWN = /^sonobuoy(?:-|$)/;

/** A plugin has some ten of them. */
const MAX_NODE_KEYS = 1000;

type ObjectsPlace = Extract<ClusterPlace, { kind: 'pod-objects' | 'node-objects' }>;
type ObjectsOfPlace = { place: ObjectsPlace; path: string; objects: readonly OwnedObject[] };
type RunPod = Pick<PodObject, 'namespace' | 'name' | 'uid' | 'addresses' | 'keys' | 'createdAt'> & { path: string };

/** Puts together what a network plugin left on nodes and pods. Objects, pods and nodes may come in any order. */
export class PluginMarks {
  readonly #nodeKeys: Map<string, string> = new Map();
  readonly #upReasons: Map<string, string> = new Map();
  readonly #nodeUids: Set<string | null> = new Set();
  readonly #objects: ObjectsOfPlace[] = [];
  readonly #pods: RunPod[] = [];

  addNodes(nodes: readonly NodeObject[], path: string): void {
    for (const { uid, keys, upReasons: reasons } of nodes) {
      this.#nodeUids.add(uid);
      for (const key of keys) {
        if (beginsLike(key, nodeKeyBeginnings) && this.#nodeKeys.size < MAX_NODE_KEYS) this.#nodeKeys.set(key, path);
      }
      for (const reason of reasons) if (upReasons.has(reason)) this.#upReasons.set(reason, path);
    }
  }

  addPods(pods: readonly PodObject[], path: string): void {
    for (const { namespace, name, uid, addresses, keys, createdAt } of pods) {
      const telling = keys.filter((key) => beginsLike(key, podKeyBeginnings));
      this.#pods.push({ namespace, name, uid, addresses, keys: telling, createdAt, path });
    }
  }

  addObjects(place: ObjectsPlace, objects: readonly OwnedObject[], path: string): void {
    this.#objects.push({ place, path, objects });
  }

  /** `runNamespace`: where Sonobuoy itself ran. */
  sightings(
    runNamespace: string,
  ): Pick<ClusterSightings, 'nodeKeys' | 'upReasons' | 'nodeResources' | 'podResources' | 'podKeys'> {
    const pods = this.#pods.filter(({ namespace }) => namespace === runNamespace);
    const podKeys = new Map(pods.flatMap(({ keys, path }) => keys.map((key): [string, string] => [key, path])));
    return {
      nodeKeys: sightingsOf(this.#nodeKeys),
      upReasons: sightingsOf(this.#upReasons),
      nodeResources: this.#seen('node-objects', ({ objects }) => this.#haveAllNodes(objects)),
      podResources: this.#seen('pod-objects', ({ place, objects }) => {
        return place.namespace === runNamespace && objects.some((object) => pods.some((pod) => isOf(object, pod)));
      }),
      podKeys: sightingsOf(podKeys),
    };
  }

  /** When Sonobuoy's own pods were made, in the namespace where it ran. */
  runPods(runNamespace: string): { value: string; path: string }[] {
    return this.#pods.flatMap(({ namespace, name, createdAt, path }) =>
      namespace === runNamespace && SONOBUOYS_OWN.test(name) && createdAt !== null ? [{ value: createdAt, path }] : [],
    );
  }

  #seen(kind: ObjectsPlace['kind'], isTrue: (found: ObjectsOfPlace) => boolean): Sighting<string>[] {
    return this.#objects
      .filter((found) => found.place.kind === kind && isTrue(found))
      .map(({ place, path }) => ({ path, seen: place.resource }));
  }

  #haveAllNodes(objects: readonly OwnedObject[]): boolean {
    const owners = new Set<string | null>(objects.flatMap((object) => object.owners));
    return this.#nodeUids.size > 0 && [...this.#nodeUids].every((uid) => owners.has(uid));
  }
}

/** A pod that is gone may have had the same name, and addresses are reused: both have to match the pod. */
function isOf({ name, owners, addresses }: OwnedObject, pod: RunPod): boolean {
  if (name !== pod.name || pod.uid === null || !owners.includes(pod.uid)) return false;
  return addresses.some((address) => pod.addresses.includes(address));
}

function beginsLike(key: string, beginnings: readonly string[]): boolean {
  return beginnings.some((beginning) => key.startsWith(beginning));
}

/** One path for each is enough evidence. */
export function sightingsOf(pathsByKey: ReadonlyMap<string, string>): Sighting<string>[] {
  return [...pathsByKey].map(([seen, path]) => ({ path, seen }));
}
