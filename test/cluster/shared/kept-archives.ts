import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** The directory for the archives of tests' runs. */
export interface KeptArchives {
  readonly pathOf: (name: string) => string;
  /** Removes the archives unless they should be kept. */
  readonly remove: () => Promise<void>;
}

/** A directory for archives: the one that SCS_NETWORKING_KEEP_ARCHIVES names, or a temporary one. */
export async function keptArchives(): Promise<KeptArchives> {
  const kept = process.env['SCS_NETWORKING_KEEP_ARCHIVES'];
  const directory = kept ?? (await mkdtemp(join(tmpdir(), 'scs-networking-archives-')));
  await mkdir(directory, { recursive: true });
  return {
    pathOf: (name) => join(directory, `${name}.tar.gz`),
    remove: async () => {
      if (kept === undefined) await rm(directory, { recursive: true, force: true });
    },
  };
}
