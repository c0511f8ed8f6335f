import { catalogueReleases } from '../../results-parsers/standard/catalogue-data.ts';
import type { CatalogueMinor } from '../../results-parsers/standard/catalogue-spec.ts';

/** The differences between Kubernetes versions that matter for running upstream's NetworkPolicy specs. */
export type KubernetesMinor = Pick<CatalogueMinor, 'minor' | 'agnhost' | 'podsPerSpec'>;

/** The oldest first, previews included. */
export const KUBERNETES_MINORS: readonly KubernetesMinor[] = catalogueReleases;

/** The data of this minor, such as `1.36`; for an unknown one, those of the nearest known one, by number. */
export function kubernetesMinor(minor: string): KubernetesMinor {
  const number = (text: string): number => Number(text.split('.')[1] ?? Number.NaN);
  const wanted = number(minor);
  const [first = { minor, agnhost: '', podsPerSpec: 9 }, ...others] = KUBERNETES_MINORS;
  return others.reduce((best, known) => (number(known.minor) <= wanted ? known : best), first);
}

/** Where upstream keeps the images of its specs. */
const UPSTREAM_REGISTRY = 'registry.k8s.io/e2e-test-images';

/** @param registry a mirror that holds `agnhost` under the same tag, such as `mirror.example.org/e2e`; null: upstream's own */
export function agnhostImage(minor: string, registry: string | null): string {
  return `${registry ?? UPSTREAM_REGISTRY}/agnhost:${kubernetesMinor(minor).agnhost}`;
}
