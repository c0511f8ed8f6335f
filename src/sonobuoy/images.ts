import { parse } from 'yaml';
import * as z from 'zod';
import { API_VERSION } from '../../results-parsers/core/api-version.ts';
import { ScsNetworkingError } from '../../results-parsers/core/errors.ts';
import { catalogueMinors } from '../../results-parsers/standard/catalogue.ts';
import { parseKubernetesVersion } from '../../results-parsers/standard/kubernetes-version.ts';
import { agnhostImage } from '../cluster/kubernetes-minors.ts';
import { baseManifest } from './base-manifest.ts';
import { SonobuoyManifest } from './manifest-schema.ts';
import { inMirror, sonobuoyImage } from './mirror.ts';

/** The images that a run pulls; what a mirror has to hold. */
export const ImageList = z.strictObject({
  apiVersion: z.literal(API_VERSION),
  kind: z.literal('ImageList'),
  kubernetesVersion: z.string(),
  sonobuoyVersion: z.string(),
  images: z.array(
    z.strictObject({
      image: z.string(),
      /** Under which name a run with `--registry` pulls it; null: no mirror was asked about. */
      mirror: z.string().nullable(),
      purpose: z.string(),
    }),
  ),
});
export type ImageList = z.infer<typeof ImageList>;

/** The one image that cannot be listed: it belongs to the nodes, not to the cluster. */
export const PAUSE_NOTE =
  "The pause image of each node's container runtime (its `sandbox` or `pause` setting) is not listed: a node that runs pods has it.";

/**
 * @param version of the cluster, with its patch version
 * @param sonobuoyVersion such as `v0.57.5`
 * @param registry a mirror; null: none
 * @throws USAGE for anything but a full version of Kubernetes, or for a version whose test images are not known
 */
export function imageList(version: string, sonobuoyVersion: string, registry: string | null): ImageList {
  const { release, minor } = knownVersion(version);
  const { podSpec, spec } = SonobuoyManifest.parse(parse(baseManifest()));
  const entry = (image: string, purpose: string) => ({
    image,
    mirror: registry === null ? null : inMirror(image, registry),
    purpose,
  });
  return {
    apiVersion: API_VERSION,
    kind: 'ImageList',
    kubernetesVersion: release,
    sonobuoyVersion,
    images: [
      entry(podSpec?.initContainers?.[0]?.image ?? '', "our own: brings the runner into the plugin's pod"),
      entry(spec.image.replace('$SONOBUOY_K8S_VERSION', release), "upstream's specs of exactly this version"),
      entry(agnhostImage(minor, null), 'the pods between which the specs probe'),
      entry(sonobuoyImage(sonobuoyVersion), 'Sonobuoy itself; the version is that of the command sonobuoy'),
    ],
  };
}

function knownVersion(text: string): { release: string; minor: string } {
  const version = parseKubernetesVersion(text);
  if (version === undefined) {
    throw new ScsNetworkingError(
      'USAGE',
      `expected a full version of Kubernetes such as v1.36.3, since the conformance image has the cluster's exact version, found '${text}'; \`kubectl version\` shows it`,
    );
  }
  // The images of a preview may still change.
  const known = catalogueMinors;
  if (!known.includes(version.minor)) {
    throw new ScsNetworkingError(
      'USAGE',
      `expected a version of Kubernetes whose test images are known (${known[0]} to ${known.at(-1)}), found ${text}; \`e2e.test --list-images\` in its conformance image lists them`,
    );
  }
  return version;
}
