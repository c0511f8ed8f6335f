/** The same image under one registry path that holds all of them: `mirror.example.org/scs` and the image's own name and tag. */
export function inMirror(image: string, registry: string | null): string {
  return registry === null ? image : `${registry}/${image.slice(image.lastIndexOf('/') + 1)}`;
}
