import type { Verdict } from '../documents/verdict/verdict.ts';

/** The options that change the inputs of a verdict: the command line offers them, and reports name them where they recompute it. */
export const inputOptionNames = {
  plugin: '--plugin',
  kubernetes: '--kubernetes',
  waivers: '--waivers',
  declarations: '--declarations',
  defaultWaivers: '--no-default-waivers',
  asOf: '--as-of',
  strictFlakes: '--strict-flakes',
  extended: '--extended',
} as const satisfies Record<Exclude<keyof Verdict['inputs'], 'limits'>, `--${string}`>;

/** The option that sets a limit: `entryBytes` is set with `--max-entry-bytes`. */
export function limitOption(limit: string): string {
  return `--max-${limit.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
}
