/** A daemon set, reduced to what tells a network plugin. */
export type DaemonSet = {
  namespace: string;
  name: string;
  /** Of its containers, without those that only prepare. */
  images: string[];
  /** Pods of it that were ready. */
  ready: number;
};

/** Something in the archive, and the file that has it. */
export type Sighting<T> = { path: string; seen: T };

/** What an archive shows of a cluster's network plugin. */
export type ClusterSightings = {
  daemonSets: Sighting<DaemonSet>[];
  /** API groups that the API server serves, and those of which there are objects. */
  apiGroups: Sighting<string>[];
  /** Keys of the nodes' labels and annotations. */
  nodeKeys: Sighting<string>[];
  /** Kinds of objects in the namespace of the run itself, such as `cilium.io_v2_ciliumendpoints`. */
  runResources: Sighting<string>[];
  /** Files with daemon sets that could not be read: another plugin may be in them. */
  unread: string[];
};
