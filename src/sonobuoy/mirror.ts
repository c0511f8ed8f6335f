/** The same image under one registry path that holds all of them: `mirror.example.org/scs` and the image's own name and tag. */
export function inMirror(image: string, registry: string | null): string {
  return registry === null ? image : `${registry}/${image.slice(image.lastIndexOf('/') + 1)}`;
}

/** Sonobuoy's own image in a mirror, of this version; undefined: no mirror was named. */
export function mirroredSonobuoy(registry: string | undefined, version: string): string | undefined {
  return registry === undefined ? undefined : inMirror(sonobuoyImage(version), registry);
}

export function sonobuoyImage(version: string): string {
  return `docker.io/sonobuoy/sonobuoy:${version}`;
}
