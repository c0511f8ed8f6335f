import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ScsNetworkingError } from '../../../results-parsers/core/errors.ts';

const MODULES = join(import.meta.dirname, '../modules');

/** The parts of the test cluster that exist in several versions, each of which has a directory of pins. */
export type Versioned = 'kubernetes' | 'sonobuoy';

const NAMES: Readonly<Record<Versioned, string>> = { kubernetes: 'Kubernetes', sonobuoy: 'Sonobuoy' };

/** Directory of the pins (go.mod, go.sum) of a set of tools. */
export function moduleDirectory(...path: string[]): string {
  return join(MODULES, ...path);
}

/** The minor versions with pins, the oldest first. */
export async function pinnedMinors(what: Versioned): Promise<string[]> {
  return (await readdir(moduleDirectory(what))).sort();
}

/**
 * Directory of the pins of a minor version.
 *
 * @throws USAGE if there are no pins for it
 */
export async function pinsOf(what: Versioned, minor: string): Promise<string> {
  const known = await pinnedMinors(what);
  if (!known.includes(minor)) {
    throw new ScsNetworkingError(
      'USAGE',
      `expected a version of ${NAMES[what]} for which the test cluster has pins (${known.join(', ')}), found ${minor}; ` +
        `a new version is one directory in test/cluster/modules/${what}`,
    );
  }
  return moduleDirectory(what, minor);
}

/** The version of a module that a directory's go.mod requires. */
export async function requiredVersion(directory: string, module: string): Promise<string> {
  const goMod = await readFile(join(directory, 'go.mod'), 'utf8');
  for (const line of goMod.split('\n')) {
    const words = line
      .trim()
      .replace(/^require /, '')
      .split(' ');
    if (words[0] === module && words[1]?.startsWith('v')) {
      return words[1];
    }
  }
  throw new ScsNetworkingError('USAGE', `expected a requirement of ${module}, found none in ${directory}/go.mod`);
}
