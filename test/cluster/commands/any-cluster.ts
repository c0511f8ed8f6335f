import { resolve } from 'node:path';
import { ScsNetworkingError } from '../../../results-parsers/core/errors.ts';
import { catalogueOf } from '../../../results-parsers/standard/catalogue.ts';
import { connectToCluster } from '../../../src/cluster/connection.ts';
import { serverMinor } from '../../../src/cluster/server-version.ts';
import { PARTS } from '../../parts/parts.ts';

const ANYWHERE = PARTS.flatMap(({ anyCluster, files = [] }) => (anyCluster ? files : [])).map((file) => `test/${file}`);

/**
 * Arguments of jest for a cluster that somebody has: only test files that need nothing but the API, all of them if the arguments name none.
 *
 * @throws USAGE if a file is named that needs a test cluster, whose parts it changes
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

/** The kubeconfig as an absolute path: tests start commands in directories of their own. npm says from where it was called. */
export function absoluteKubeconfig(kubeconfig: string): string {
  return resolve(process.env['INIT_CWD'] ?? '.', kubeconfig);
}

/**
 * The version of a cluster that somebody has, as MAJOR.MINOR, by which the tests know what to expect of it.
 *
 * @throws CLUSTER if the API server does not answer; USAGE if there is no catalogue of this version
 */
export async function versionToExpect(kubeconfig: string): Promise<string> {
  const minor = await serverMinor(connectToCluster(kubeconfig));
  if (catalogueOf(minor) !== undefined) return minor;
  throw new ScsNetworkingError('USAGE', `expected a version of Kubernetes that has a catalogue, found ${minor}`);
}
