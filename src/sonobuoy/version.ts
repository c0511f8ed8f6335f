import { ScsNetworkingError } from '../../results-parsers/core/errors.ts';
import { sonobuoy } from './sonobuoy.ts';

const SECONDS = 30;
/** The oldest that this project is tested with. */
export const OLDEST_SONOBUOY = 'v0.56';
/** The version in lists of images if no other is known. */
export const USUAL_SONOBUOY = 'v0.57.5';

/**
 * The version of the sonobuoy in PATH, such as `v0.57.5`.
 *
 * @throws TOOL_MISSING if there is none, or one that is too old; TOOL_FAILED if it does not say
 */
export async function sonobuoyVersion(): Promise<string> {
  const { stdout, problem } = await sonobuoy(['version', '--short'], SECONDS);
  const version = stdout.trim();
  const [, major, minor] = /^v(\d+)\.(\d+)\.\d+/.exec(version) ?? [];
  if (major === undefined || minor === undefined) {
    throw new ScsNetworkingError(
      'TOOL_FAILED',
      `expected \`sonobuoy version --short\` to print a version such as v0.57.5, found ${JSON.stringify(version || problem)}`,
    );
  }
  const [, oldestMinor = ''] = OLDEST_SONOBUOY.split('.');
  if (Number(major) === 0 && Number(minor) < Number(oldestMinor)) {
    throw new ScsNetworkingError(
      'TOOL_MISSING',
      `expected sonobuoy ${OLDEST_SONOBUOY} or later, found ${version}; https://github.com/vmware-tanzu/sonobuoy/releases has newer ones`,
    );
  }
  return version;
}
