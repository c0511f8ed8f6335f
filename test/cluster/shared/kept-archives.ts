import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Where tests put the archives of their runs. */
export interface KeptArchives {
  readonly pathOf: (name: string) => string;
  /** Unless they are to be kept. */
  readonly remove: () => Promise<void>;
}

/** A directory for archives: the one that SCS_NETWORKING_KEEP_ARCHIVES names, or one of its own that goes with the tests. */
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
