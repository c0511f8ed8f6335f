import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

const NETPOL = 'test/e2e/network/netpol';

/** The files with the sources of the specs that differ between two directories with sources of Kubernetes, sorted. */
export async function changedSources(before: string, after: string): Promise<string[]> {
  const [old, current] = await Promise.all([filesOf(before), filesOf(after)]);
  return [...new Set([...old.keys(), ...current.keys()])].filter((name) => old.get(name) !== current.get(name)).sort();
}

async function filesOf(sources: string): Promise<Map<string, string>> {
  const directory = join(sources, NETPOL);
  const names = (await readdir(directory)).filter((name) => name.endsWith('.go'));
  return new Map(
    await Promise.all(names.map(async (name) => [name, await readFile(join(directory, name), 'utf8')] as const)),
  );
}
