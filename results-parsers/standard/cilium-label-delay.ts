import { compareVersions } from './versions.ts';

/** The release that brought `--identity-max-jitter` (cilium/cilium#38031); its own CI switches it off for these specs (#46477). */
export const LABEL_DELAY_SINCE = '1.18';

/** Whether a Cilium of this version, null or empty if it is not known, may delay changed labels: an unknown version may be one that does. */
export function mayDelayLabels(version: string | null): boolean {
  return (compareVersions(version ?? '', LABEL_DELAY_SINCE) ?? 0) >= 0;
}
