import { listed } from '../../results-parsers/core/listed.ts';

/**
 * What the plugin says that its specs have shown, for people who wait for the verdict, and what it is not.
 *
 * @param heeds what the verdict takes into account and the plugin does not know of, such as `--extended`
 */
export function soFarText(mustSoFar: string, heeds: readonly string[]): string {
  const beginning = `MUST so far: ${mustSoFar} The verdict comes with the archive`;
  return heeds.length === 0
    ? `${beginning}; what runs until then is advice and does not change it.`
    : `${beginning}; it also heeds ${listed(heeds)}, which this does not.`;
}
