import { ScsNetworkingError } from '../../results-parsers/core/errors.ts';
import { SETTINGS } from '../runner/settings.ts';

/** What Sonobuoy sets itself, whatever the manifest says, and what the manifest takes from the pod. */
const SET_FOR_THE_RUN: ReadonlySet<string> = new Set(
  [SETTINGS.resultsDir, SETTINGS.progressPort, SETTINGS.podUid, SETTINGS.memoryMi].map(({ variable }) => variable),
);

const settable = Object.values(SETTINGS).filter(({ variable }) => !SET_FOR_THE_RUN.has(variable));

/**
 * The same settings, all of which the runner has and takes.
 *
 * @param given by the names of their variables
 * @throws USAGE for the first that it does not
 */
export function checkedSettings(given: ReadonlyMap<string, string>): Map<string, string> {
  for (const [name, value] of given) {
    const setting = settable.find(({ variable }) => variable === name);
    if (setting === undefined) {
      const names = settable.map(({ variable }) => variable).join(', ');
      throw new ScsNetworkingError(
        'USAGE',
        `expected a setting of the runner, found ${name}; the settings are ${names}`,
      );
    }
    if (value !== '' && !setting.schema.safeParse(value).success) {
      throw new ScsNetworkingError(
        'USAGE',
        `${name}: expected ${setting.expected}, found ${JSON.stringify(value.slice(0, 200))}`,
      );
    }
  }
  return new Map(given);
}
