import { sortedEntries } from '../../core/sorted-entries.ts';
import { addressFamilyOf } from '../address-family.ts';
import type { AddressFamily, AddressOwner, ClusterFacts, PodPlaces } from '../cluster-facts.ts';
import { nodeKinds } from '../node-kinds.ts';
import type { NodeObject, PodObject } from './cluster-documents.ts';

/** Its UID stands for the cluster: it is there from the beginning and cannot be deleted. */
const ETERNAL_NAMESPACE = 'kube-system';

type Addresses = { of: AddressOwner; family: AddressFamily; path: string };

/** Collects facts about the cluster from objects as they are read. */
export class FactsCollector {
  #id: ClusterFacts['id'] = null;
  #nodes: ClusterFacts['nodes'] = null;
  readonly #addresses = new Map<string, Addresses>();
  readonly #podPlaces: Map<string, { node: string; path: string }> = new Map();

  addNamespaces(namespaces: readonly { name: string; uid: string }[], path: string): void {
    const eternal = namespaces.find(({ name }) => name === ETERNAL_NAMESPACE);
    if (eternal !== undefined) this.#id = { value: eternal.uid, path };
  }

  addNodes(nodes: readonly NodeObject[], path: string): void {
    this.#nodes = { path, count: nodes.length, kinds: nodeKinds(nodes) };
    for (const { addresses, podRanges } of nodes) {
      this.addAddresses('nodes', addresses, path);
      this.addAddresses('pods', podRanges, path);
    }
  }

  addPods(pods: readonly PodObject[], path: string): void {
    for (const { namespace, name, node, addresses } of pods) {
      this.addAddresses('pods', addresses, path);
      if (node !== null) this.#podPlaces.set(`${namespace}/${name}`, { node, path });
    }
  }

  /** If several files show the same fact, the one whose path sorts first is kept, in whatever order they come. */
  addAddresses(of: AddressOwner, addresses: readonly string[], path: string): void {
    for (const address of addresses) {
      const family = addressFamilyOf(address);
      if (family === undefined) continue;
      const key = `${of} ${family}`;
      const known = this.#addresses.get(key);
      if (known === undefined || path < known.path) this.#addresses.set(key, { of, family, path });
    }
  }

  facts(): ClusterFacts {
    const families = sortedEntries(this.#addresses).map(([, addresses]) => addresses);
    return { id: this.#id, nodes: this.#nodes, addressFamilies: families };
  }

  podPlaces(): PodPlaces {
    return this.#podPlaces;
  }
}
