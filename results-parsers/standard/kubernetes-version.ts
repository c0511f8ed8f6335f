/** A version of Kubernetes, with what a vendor added to it set apart. */
export type KubernetesVersion = {
  /** Upstream's version, such as `v1.36.3` or `v1.37.0-rc.1`. */
  release: string;
  /** Major and minor, such as `1.36`. */
  minor: string;
  /** What follows upstream's version, such as `+k3s1`; empty: nothing. */
  vendorSuffix: string;
};

const VERSION = /^v?(\d+)\.(\d+)\.(\d+)(-(?:alpha|beta|rc)\.\d+)?([-+.][0-9A-Za-z.+_-]*)?$/;

const MINOR = /^v?(\d+)\.(\d+)$/;

/** A version as people name it: in full, or its minor alone, as `1.36`. Undefined: the text is neither. */
export function parseStatedVersion(text: string): KubernetesVersion | undefined {
  const [, major, minor] = MINOR.exec(text.trim()) ?? [];
  if (major === undefined) return parseKubernetesVersion(text);
  return { release: `v${major}.${minor}`, minor: `${major}.${minor}`, vendorSuffix: '' };
}

/** Undefined: the text is not a version of Kubernetes. */
export function parseKubernetesVersion(text: string): KubernetesVersion | undefined {
  const [, major, minor, patch, preRelease = '', vendorSuffix = ''] = VERSION.exec(text.trim()) ?? [];
  if (major === undefined) return undefined;
  return { release: `v${major}.${minor}.${patch}${preRelease}`, minor: `${major}.${minor}`, vendorSuffix };
}
