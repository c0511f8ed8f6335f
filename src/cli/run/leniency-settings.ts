import { MAX_WAIVERS_FILE_BYTES } from '../../../results-parsers/waivers/read-waivers.ts';
import { SETTINGS } from '../../runner/settings.ts';
import { textOfFile } from '../input/text-of-file.ts';
import type { LeniencyFlags } from '../options/leniency-flags.ts';

/** Files of YAML after one another, as the runner takes them. */
const DOCUMENT_BREAK = '\n---\n';

/**
 * What may be excused, as settings of the runner, which does not run specs that are excused and cannot pass.
 *
 * @throws INPUT_UNREADABLE for a file that cannot be read
 */
export async function leniencySettings({ waivers = [], defaultWaivers }: LeniencyFlags): Promise<Map<string, string>> {
  const settings = new Map<string, string>();
  if (!defaultWaivers) settings.set(SETTINGS.defaultWaivers.variable, 'false');
  const texts: string[] = [];
  for (const file of waivers) texts.push(await textOfFile(file, MAX_WAIVERS_FILE_BYTES, 'a file of waivers'));
  if (texts.length > 0) settings.set(SETTINGS.waivers.variable, texts.join(DOCUMENT_BREAK));
  return settings;
}
