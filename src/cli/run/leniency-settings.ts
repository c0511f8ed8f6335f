import { basename } from 'node:path';
import { ScsNetworkingError } from '../../../results-parsers/core/errors.ts';
import { MAX_WAIVERS_FILE_BYTES } from '../../../results-parsers/waivers/read-waivers.ts';
import { SETTINGS } from '../../runner/settings.ts';
import { beginningOfFile } from '../input/beginning-of-file.ts';
import type { LeniencyFlags } from '../options/leniency-flags.ts';

/** Files of YAML after one another, as the runner takes them. */
const DOCUMENT_BREAK = '\n---\n';

/**
 * What may be excused, as settings of the runner, which leaves out what is impossible and excused.
 *
 * @throws INPUT_UNREADABLE for a file that cannot be read
 */
export async function leniencySettings({ waivers = [], defaultWaivers }: LeniencyFlags): Promise<Map<string, string>> {
  const settings = new Map<string, string>();
  if (!defaultWaivers) settings.set(SETTINGS.defaultWaivers.variable, 'false');
  const texts: string[] = [];
  for (const file of waivers) texts.push(await textOf(file));
  if (texts.length > 0) settings.set(SETTINGS.waivers.variable, texts.join(DOCUMENT_BREAK));
  return settings;
}

async function textOf(file: string): Promise<string> {
  const bytes = await beginningOfFile(file, MAX_WAIVERS_FILE_BYTES, 'a file of waivers');
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    const message = `${basename(file)}: expected text in UTF-8, found other bytes`;
    throw new ScsNetworkingError('INPUT_UNREADABLE', message, { cause });
  }
}
