import type { AskedPlugin } from './asked-plugin.ts';

/** A daemon set, reduced to what shows a network plugin. */
export type DaemonSet = {
  namespace: string;
  name: string;
  /** Of its containers, without those that only prepare. */
  images: string[];
  /** Pods of it that were ready. */
  ready: number;
};

/** Something in the archive, and the file that contains it. */
export type Sighting<T> = { path: string; seen: T };

/** What an archive shows about a cluster's network plugin. */
export type ClusterSightings = {
  daemonSets: Sighting<DaemonSet>[];
  /** API groups that the API server serves, and those of which there are objects. */
  apiGroups: Sighting<string>[];
  /** Keys of the nodes' labels and annotations. */
  nodeKeys: Sighting<string>[];
  /** The reasons that nodes give for the state of their network, such as `CiliumIsUp`. */
  upReasons: Sighting<string>[];
  /** Kinds of objects, such as `cilium.io_v2_ciliumnodes`, of which there is one for each node, owned by it. */
  nodeResources: Sighting<string>[];
  /** Kinds of objects, such as `cilium.io_v2_ciliumendpoints`, of which one is that of a pod of this very run, with its UID and its address. */
  podResources: Sighting<string>[];
  /** Keys of the annotations of this run's own pods. */
  podKeys: Sighting<string>[];
  /** Files with daemon sets that could not be read: another plugin may be in them. */
  unread: string[];
  /** What our own runner learnt when it asked the cluster, and its record; null: it did not ask, or got no answer. */
  asked: Sighting<AskedPlugin> | null;
};
