/** What differs between Kubernetes versions for whoever runs upstream's NetworkPolicy specs. */
export interface KubernetesMinor {
  readonly minor: string;
  /** Tag of the agnhost image that the specs' pods run (test/utils/image/manifest.go). */
  readonly agnhost: string;
  /** The most pods that one spec has at a time (test/e2e/network/netpol): three namespaces of three pods, fewer from 1.36 on. */
  readonly podsPerSpec: number;
}

export const KUBERNETES_MINORS: readonly KubernetesMinor[] = [
  { minor: '1.28', agnhost: '2.47', podsPerSpec: 9 },
  { minor: '1.29', agnhost: '2.47', podsPerSpec: 9 },
  { minor: '1.30', agnhost: '2.47', podsPerSpec: 9 },
  { minor: '1.31', agnhost: '2.52', podsPerSpec: 9 },
  { minor: '1.32', agnhost: '2.53', podsPerSpec: 9 },
  { minor: '1.33', agnhost: '2.53', podsPerSpec: 9 },
  { minor: '1.34', agnhost: '2.56', podsPerSpec: 9 },
  { minor: '1.35', agnhost: '2.59', podsPerSpec: 9 },
  { minor: '1.36', agnhost: '2.63.0', podsPerSpec: 5 },
  { minor: '1.37', agnhost: '2.66.1', podsPerSpec: 5 },
];

/** The data of this minor, such as `1.36`; of one that is not known, the nearest that is, by number. */
export function kubernetesMinor(minor: string): KubernetesMinor {
  const number = (text: string): number => Number(text.split('.')[1] ?? Number.NaN);
  const wanted = number(minor);
  const [first = { minor, agnhost: '', podsPerSpec: 9 }, ...others] = KUBERNETES_MINORS;
  return others.reduce((best, known) => (number(known.minor) <= wanted ? known : best), first);
}

/** Where upstream keeps the images of its specs. */
export const UPSTREAM_REGISTRY = 'registry.k8s.io/e2e-test-images';

/** @param registry a mirror that holds `agnhost` under the same tag, such as `mirror.example.org/e2e`; null: upstream's own */
export function agnhostImage(minor: string, registry: string | null): string {
  return `${registry ?? UPSTREAM_REGISTRY}/agnhost:${kubernetesMinor(minor).agnhost}`;
}
