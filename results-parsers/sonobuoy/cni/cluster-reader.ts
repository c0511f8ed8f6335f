import type { z } from 'zod';
import type { FileSink } from '../../archive/tar-reader.ts';
import { cniTable } from '../../subject/cni/cni-table.ts';
import type { ClusterSightings, Sighting } from '../../subject/cni/sightings.ts';
import { JsonReader } from '../json-document.ts';
import { DaemonSetDocument, NodeDocument, ServerGroupsDocument } from './cluster-documents.ts';
import { clusterPlaceOf } from './cluster-places.ts';

/** Bytes of the daemon sets of all namespaces together; a large cluster has some 5 MiB. */
const MAX_DAEMON_SET_BYTES = 64 * 1024 ** 2;

const marks = Object.values(cniTable);
const tellingGroups = new Set(marks.flatMap(({ apiGroups }) => apiGroups));
const podResources = new Set(marks.flatMap((table) => table.podResources));
const nodeKeyBeginnings = marks.flatMap(({ nodeKeys }) => nodeKeys);

/** Collects what tells of the network plugin as it comes out of the archive, and keeps no more than that. */
export class ClusterReader {
  readonly #daemonSets: ClusterSightings['daemonSets'] = [];
  readonly #nodeKeys: Map<string, string> = new Map();
  readonly #apiGroups: Map<string, string> = new Map();
  readonly #podResources: (Sighting<string> & { namespace: string })[] = [];
  /** Daemon sets that are not, or not yet, read. Of the other documents none can name a plugin that is at work. */
  readonly #unread: Set<string> = new Set();
  #daemonSetBytes = 0;

  /** Where the file's content is to go; undefined: it tells nothing beyond, perhaps, its name. */
  open(path: string): FileSink | undefined {
    const place = clusterPlaceOf(path);
    switch (place?.kind) {
      case undefined:
        return undefined;
      case 'server-groups':
        return documentSink(path, ServerGroupsDocument, (groups) => {
          for (const group of groups) this.#sawGroup(group, path);
        });
      case 'daemon-sets':
        return this.#daemonSetSink(path);
      case 'nodes':
        return documentSink(path, NodeDocument, (keys) => {
          const telling = keys.filter((key) => nodeKeyBeginnings.some((beginning) => key.startsWith(beginning)));
          for (const key of telling) this.#nodeKeys.set(key, path);
        });
      case 'objects': {
        const { group, resource, namespace } = place;
        if (namespace !== null && podResources.has(resource)) {
          this.#podResources.push({ path, seen: resource, namespace });
        }
        this.#sawGroup(group, path);
        return undefined;
      }
      default:
        return place satisfies never;
    }
  }

  /** `runNamespace`: where Sonobuoy itself ran, as meta/config.json says. */
  sightings(runNamespace: string): ClusterSightings {
    return {
      daemonSets: this.#daemonSets,
      apiGroups: sightingsOf(this.#apiGroups),
      nodeKeys: sightingsOf(this.#nodeKeys),
      runResources: this.#podResources
        .filter(({ namespace }) => namespace === runNamespace)
        .map(({ path, seen }) => ({ path, seen })),
      unread: [...this.#unread],
    };
  }

  /** One path for each group is evidence enough. */
  #sawGroup(group: string, path: string): void {
    if (tellingGroups.has(group) && !this.#apiGroups.has(group)) this.#apiGroups.set(group, path);
  }

  #daemonSetSink(path: string): FileSink | undefined {
    this.#unread.add(path);
    const sink = documentSink(path, DaemonSetDocument, (sets) => {
      this.#unread.delete(path);
      for (const seen of sets) this.#daemonSets.push({ path, seen });
    });
    return {
      write: (bytes) => {
        this.#daemonSetBytes += bytes.length;
        if (this.#daemonSetBytes <= MAX_DAEMON_SET_BYTES) sink.write(bytes);
      },
      end: () => {
        if (this.#daemonSetBytes <= MAX_DAEMON_SET_BYTES) sink.end();
      },
    };
  }
}

/** Hands on what a document says if it came whole and is what it should be. */
function documentSink<T>(path: string, schema: z.ZodType<T>, found: (value: T) => void): FileSink {
  const reader = new JsonReader(path, schema);
  return {
    write: (bytes) => reader.write(bytes),
    end: () => {
      reader.end();
      const document = reader.document();
      if (document.state === 'read') found(document.value);
    },
  };
}

function sightingsOf(pathsByKey: ReadonlyMap<string, string>): Sighting<string>[] {
  return [...pathsByKey].map(([seen, path]) => ({ path, seen }));
}
