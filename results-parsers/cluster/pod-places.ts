/** On which node a pod was, and the file that tells, by `namespace/pod`. */
export type PodPlaces = ReadonlyMap<string, { node: string; path: string }>;
