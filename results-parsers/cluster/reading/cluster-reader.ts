import type { z } from 'zod';
import type { FileSink } from '../../archive/tar-reader.ts';
import type { NetworkPolicy } from '../../policy-model/network-policy.ts';
import type { RunPolicies } from '../../policy-model/run-policies.ts';
import type { ClusterFacts, PodPlaces } from '../cluster-facts.ts';
import { cniTable } from '../cni/cni-table.ts';
import type { ClusterSightings, Sighting } from '../cni/sightings.ts';
import * as documents from './cluster-documents.ts';
import { type ClusterPlace, clusterPlaceOf } from './cluster-places.ts';
import { documentSink, ReadingBudget } from './document-sink.ts';
import { FactsCollector } from './facts-collector.ts';
import { PluginMarks, sightingsOf } from './plugin-marks.ts';
import { PutAside } from './put-aside.ts';

/** Bytes of the daemon sets of all namespaces together; a large cluster has some 5 MiB. */
const MAX_DAEMON_SET_BYTES = 32 * 1024 ** 2;
/** Bytes of the pods of all specs together; a thousand pods have some 10 MiB. */
const MAX_POD_BYTES = 16 * 1024 ** 2;
/** Bytes of all other documents together; the nodes of a cluster of a thousand have some 15 MiB. */
const MAX_FACT_BYTES = 32 * 1024 ** 2;
/** A hundred times those of a large cluster. */
const MAX_DAEMON_SETS = 10_000;
/** Bytes of the NetworkPolicies of all namespaces together; ten thousand policies have some 5 MiB. */
const MAX_POLICY_BYTES = 16 * 1024 ** 2;
/** Bytes of the objects that a network plugin makes for nodes and for the run's pods; five thousand nodes have some 15 MiB. */
const MAX_OBJECT_BYTES = 32 * 1024 ** 2;

const marks = Object.values(cniTable);
const tellingGroups = new Set(marks.flatMap(({ apiGroups }) => apiGroups));

/** Collects facts about the cluster and its network plugin as files come out of the archive, and keeps nothing else. */
export class ClusterReader {
  readonly #daemonSets: ClusterSightings['daemonSets'] = [];
  readonly #apiGroups: Map<string, string> = new Map();
  readonly #marks = new PluginMarks();
  /** Daemon sets that are not, or not yet, read. No other document can name a plugin that is at work. */
  readonly #unread: Set<string> = new Set();
  readonly #daemonSetBudget = new ReadingBudget(MAX_DAEMON_SET_BYTES);
  readonly #objectBudget = new ReadingBudget(MAX_OBJECT_BYTES);
  readonly #podBudget = new ReadingBudget(MAX_POD_BYTES);
  readonly #policyBudget = new ReadingBudget(MAX_POLICY_BYTES);
  /** By namespace, since that of Sonobuoy may be known last. */
  readonly #policies = new Map<string, Sighting<NetworkPolicy[]>>();
  readonly #factBudget = new ReadingBudget(MAX_FACT_BYTES);
  readonly #facts = new FactsCollector();
  readonly #putAside = new PutAside();
  readonly #runNamespace: () => string | null;

  /** `runNamespace`: where Sonobuoy ran, as far as it is known by now. */
  constructor(runNamespace: () => string | null = () => null) {
    this.#runNamespace = runNamespace;
  }

  /** Where the file's content is to go; undefined: at most its name shows something. */
  open(path: string): FileSink | undefined {
    return this.#open(path, this.#runNamespace());
  }

  /** Reads what could not be read before it was known where Sonobuoy ran. */
  settle(runNamespace: string): void {
    this.#putAside.handOver(runNamespace, (path) => this.#open(path, runNamespace));
  }

  #open(path: string, runNamespace: string | null): FileSink | undefined {
    const place = clusterPlaceOf(path, runNamespace);
    switch (place?.kind) {
      case undefined:
        return undefined;
      case 'server-groups':
        return this.#factSink(path, documents.ServerGroupsDocument, (groups) => {
          for (const group of groups) this.#sawGroup(group, path);
        });
      case 'daemon-sets':
        return this.#daemonSetSink(path);
      case 'nodes':
        return this.#factSink(path, documents.NodeDocument, (nodes) => {
          this.#facts.addNodes(nodes, path);
          this.#marks.addNodes(nodes, path);
        });
      case 'namespaces':
        return this.#factSink(path, documents.NamespaceDocument, (found) => this.#facts.addNamespaces(found, path));
      case 'service-ranges':
        return this.#factSink(path, documents.ServiceRangeDocument, (found) =>
          this.#facts.addAddresses('services', found, path),
        );
      case 'services':
        return this.#factSink(path, documents.ServiceDocument, (found) =>
          this.#facts.addAddresses('services', found, path),
        );
      case 'pods':
        return this.#podBudget.bounded(
          documentSink(path, documents.PodDocument, (found) => {
            this.#facts.addPods(found, path);
            this.#marks.addPods(found, path);
          }),
        );
      case 'pod-objects':
      case 'node-objects': {
        this.#sawGroup(place.group, path);
        return this.#objectBudget.bounded(
          documentSink(path, documents.OwnedObjectDocument, (objects) => this.#marks.addObjects(place, objects, path)),
        );
      }
      case 'network-policies': {
        const { namespace } = place;
        return this.#policyBudget.bounded(
          documentSink(path, documents.NetworkPolicyDocument, (seen) => this.#policies.set(namespace, { path, seen })),
        );
      }
      case 'objects':
        this.#sawGroup(place.group, path);
        return runNamespace === null ? this.#asideSink(path, place) : undefined;
      default:
        return place satisfies never;
    }
  }

  /** `runNamespace`: where Sonobuoy itself ran, as meta/config.json says. */
  sightings(runNamespace: string): Omit<ClusterSightings, 'asked'> {
    return {
      daemonSets: this.#daemonSets,
      apiGroups: sightingsOf(this.#apiGroups),
      ...this.#marks.sightings(runNamespace),
      unread: [...this.#unread],
    };
  }

  /** Files that turned out not to matter, because Sonobuoy ran elsewhere. */
  policiesElsewhere(runNamespace: string): string[] {
    return [...this.#policies].flatMap(([namespace, { path }]) => (namespace === runNamespace ? [] : [path]));
  }

  /** Those of the namespace in which Sonobuoy ran; null: there are none, or they are not in the archive. */
  runPolicies(runNamespace: string): RunPolicies | null {
    const { path, seen: policies = [] } = this.#policies.get(runNamespace) ?? {};
    return path === undefined || policies.length === 0 ? null : { namespace: runNamespace, policies, path };
  }

  facts(): ClusterFacts {
    return this.#facts.facts();
  }

  podPlaces(): PodPlaces {
    return this.#facts.podPlaces();
  }

  /** When Sonobuoy's own pods were made. `runNamespace`: where it ran. */
  runPods(runNamespace: string): { value: string; path: string }[] {
    return this.#marks.runPods(runNamespace);
  }

  /** One path per group is enough evidence: the one that sorts first, in whatever order they come. */
  #sawGroup(group: string, path: string): void {
    if (!tellingGroups.has(group)) return;
    const known = this.#apiGroups.get(group);
    if (known === undefined || path < known) this.#apiGroups.set(group, path);
  }

  /** For files that would matter if Sonobuoy ran in that namespace. */
  #asideSink(path: string, { namespace }: { namespace: string | null }): FileSink | undefined {
    const wouldMatter = namespace !== null && clusterPlaceOf(path, namespace)?.kind !== 'objects';
    return wouldMatter ? this.#putAside.open(namespace, path) : undefined;
  }

  #factSink<T>(path: string, schema: z.ZodType<T>, found: (value: T) => void): FileSink {
    return this.#factBudget.bounded(documentSink(path, schema, found));
  }

  #daemonSetSink(path: string): FileSink {
    this.#unread.add(path);
    const sink = documentSink(path, documents.DaemonSetDocument, (sets) => {
      if (this.#daemonSets.length + sets.length > MAX_DAEMON_SETS) return;
      this.#unread.delete(path);
      for (const seen of sets) this.#daemonSets.push({ path, seen });
    });
    return this.#daemonSetBudget.bounded(sink);
  }
}

/** Whether the name of a file of objects points to a network plugin, whatever is in it. */
export function tellsByItsName({ group }: Extract<ClusterPlace, { kind: 'objects' }>): boolean {
  return tellingGroups.has(group);
}
