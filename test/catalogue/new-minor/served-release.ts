import { ScsNetworkingError } from '../../../results-parsers/core/errors.ts';
import { parseKubernetesVersion } from '../../../results-parsers/standard/kubernetes-version.ts';

/**
 * The newest release of a minor; if there is none yet, its newest preview.
 *
 * Throws `USAGE` if the proxy lists nothing of it.
 */
export function newestRelease(minor: string, listed: readonly string[]): string {
  const ofMinor = sorted(listed.filter((version) => parseKubernetesVersion(version)?.minor === minor));
  const found = ofMinor.findLast((version) => !version.includes('-')) ?? ofMinor.at(-1);
  if (found !== undefined) return found;
  throw new ScsNetworkingError(
    'USAGE',
    `expected the module proxy to serve k8s.io/kubernetes of ${minor}, found none; the newest that it lists is ${sorted(listed).at(-1) ?? 'none'}`,
  );
}

function sorted(versions: readonly string[]): string[] {
  return versions.toSorted((a, b) => a.localeCompare(b, 'en', { numeric: true }));
}
