import { basename } from 'node:path';
import { ScsNetworkingError } from '../../../results-parsers/errors.ts';
import { MAX_WAIVERS_FILE_BYTES } from '../../../results-parsers/standard/waivers/read-waivers.ts';
import { SETTINGS } from '../../runner/settings.ts';
import { beginningOfFile } from '../beginning-of-file.ts';
import type { LeniencyFlags } from '../leniency-flags.ts';

/**
 * What may be excused, as settings of the runner, which leaves out what is impossible and excused. It takes one file: with several it
 * runs what they excuse, which takes longer and changes nothing.
 *
 * @throws INPUT_UNREADABLE for a file that cannot be read
 */
export async function leniencySettings({ waivers = [], defaultWaivers }: LeniencyFlags): Promise<Map<string, string>> {
  const settings = new Map<string, string>();
  if (!defaultWaivers) settings.set(SETTINGS.defaultWaivers.variable, 'false');
  const [file, ...others] = waivers;
  if (file === undefined || others.length > 0) return settings;
  const bytes = await beginningOfFile(file, MAX_WAIVERS_FILE_BYTES, 'a file of waivers');
  try {
    settings.set(SETTINGS.waivers.variable, new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (cause) {
    const message = `${basename(file)}: expected text in UTF-8, found other bytes`;
    throw new ScsNetworkingError('INPUT_UNREADABLE', message, { cause });
  }
  return settings;
}
