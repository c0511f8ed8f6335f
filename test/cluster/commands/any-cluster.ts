import { resolve } from 'node:path';
import { ScsNetworkingError } from '../../../results-parsers/core/errors.ts';
import { catalogueOf } from '../../../results-parsers/standard/catalogue.ts';
import { connectToCluster } from '../../../src/cluster/connection.ts';
import { serverMinor } from '../../../src/cluster/server-version.ts';
import { PARTS } from '../../parts/parts.ts';

const ANYWHERE = PARTS.flatMap(({ anyCluster, files = [] }) => (anyCluster ? files : [])).map((file) => `test/${file}`);

/**
 * Arguments of jest for an existing cluster: only test files that need nothing but the API; all of them if the arguments name no file.
 *
 * @throws USAGE if a named file needs a test cluster, because it changes parts of one
 */
export function argumentsOnAnyCluster(given: readonly string[]): string[] {
  const named = given.filter((argument, index) => /^[^-].*(?:\/|\.ts$)/.test(argument) && !isPattern(given[index - 1]));
  const refused = named.filter((name) => !ANYWHERE.some((file) => isNamed(file, name)));
  if (refused.length > 0) {
    const known = `expected test files that run on any cluster (${ANYWHERE.join(', ')})`;
    throw new ScsNetworkingError('USAGE', `${known}, found ${refused.join(', ')}`);
  }
  const files = ANYWHERE.filter((file) => named.length === 0 || named.some((name) => isNamed(file, name)));
  return [...files, ...given.filter((argument) => !named.includes(argument))];
}

/** @param name a part of the file's path, or a longer path to it */
function isNamed(file: string, name: string): boolean {
  return file.includes(name) || name.endsWith(`/${file}`);
}

function isPattern(option: string | undefined): boolean {
  return option === '-t' || option === '--testNamePattern';
}

/** The kubeconfig as an absolute path, because tests start commands in other directories. npm knows the directory in which it was called. */
export function absoluteKubeconfig(kubeconfig: string): string {
  return resolve(process.env['INIT_CWD'] ?? '.', kubeconfig);
}

/**
 * The version of an existing cluster as MAJOR.MINOR, from which the tests know what to expect.
 *
 * @throws CLUSTER if the API server does not answer; USAGE if there is no catalogue for this version
 */
export async function versionToExpect(kubeconfig: string): Promise<string> {
  const minor = await serverMinor(connectToCluster(kubeconfig));
  if (catalogueOf(minor) !== undefined) return minor;
  throw new ScsNetworkingError('USAGE', `expected a version of Kubernetes that has a catalogue, found ${minor}`);
}
