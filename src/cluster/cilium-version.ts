import { cniTable } from '../../results-parsers/cluster/cni/cni-table.ts';
import { isImageOf, parseImage, releaseOf } from '../../results-parsers/cluster/cni/image-reference.ts';
import type { ClusterConnection } from './connection.ts';
import { allDaemonSets } from './plugin-marks.ts';

/**
 * The version of Cilium's agents by the tag of their image, such as `1.17.3`; null: it is not known, because no tag shows a release, tags
 * differ, or the API server does not list daemon sets. Never rejects.
 */
export async function ciliumVersion(cluster: ClusterConnection): Promise<string | null> {
  const daemonSets = await allDaemonSets(cluster).catch(() => []);
  const images = daemonSets
    .flatMap(({ spec }) => spec?.template.spec?.containers ?? [])
    .flatMap(({ image }) => (image !== undefined && isImageOf(image, cniTable.cilium.images) ? [image] : []));
  const [version = null, ...others] = new Set(images.map((image) => releaseOf(parseImage(image).tag)));
  return others.length === 0 ? version : null;
}
