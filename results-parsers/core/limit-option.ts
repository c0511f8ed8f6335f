/** The option of `scs-networking evaluate` that raises a limit: `entryBytes` is raised with `--max-entry-bytes`. */
export function limitOption(limit: string): string {
  return `--max-${limit.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
}

/** What to do about a limit that is exceeded. */
export function raising(limit: string): string {
  return `raise it with ${limitOption(limit)} if you trust who made the archive`;
}
