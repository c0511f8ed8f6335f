import { listed } from '../../results-parsers/core/listed.ts';

/**
 * For people who wait for the verdict: what the specs have shown according to the plugin, and how that differs from the verdict.
 *
 * @param heeds what the verdict takes into account and the plugin does not know of, such as `--extended`
 */
export function soFarText(mustSoFar: string, heeds: readonly string[]): string {
  const beginning = `MUST so far: ${mustSoFar} The verdict comes with the archive`;
  return heeds.length === 0
    ? `${beginning}; what runs until then is advice and does not change it.`
    : `${beginning}; it also heeds ${listed(heeds)}, which this does not.`;
}
