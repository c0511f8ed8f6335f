/** An image's name without registry tag and digest, and its tag. */
export type ImageReference = { repository: string; tag: string | null };

export function parseImage(image: string): ImageReference {
  const [reference = ''] = image.split('@');
  const colon = reference.indexOf(':', reference.lastIndexOf('/') + 1);
  return colon < 0
    ? { repository: reference, tag: null }
    : { repository: reference.slice(0, colon), tag: reference.slice(colon + 1) };
}

const RELEASE_TAG = /^v?(\d{1,6}\.\d{1,6}\.\d{1,6})(?!\d|\.\d)(?![-.+]?(?:alpha|beta|rc|pre|snapshot|dev))/i;

/** The version that a tag stands for, such as `1.20.2`; null for pre-releases, which belong to neither version. */
export function releaseOf(tag: string | null): string | null {
  return RELEASE_TAG.exec(tag ?? '')?.[1] ?? null;
}

/** Whether an image's name is one of these, or ends with `/` and one of these, as a mirror's does. */
export function isImageOf(image: string, names: readonly string[]): boolean {
  const { repository } = parseImage(image);
  return names.some((name) => repository === name || repository.endsWith(`/${name}`));
}
