import type { LeniencyFlags } from '../options/leniency-flags.ts';

/**
 * The options that the verdict on a run takes into account and that its plugin does not know.
 *
 * @param knowsWaivers whether the run was started with the same waivers
 */
export function heededFlags(flags: LeniencyFlags, knowsWaivers: boolean): string[] {
  const { waivers = [], defaultWaivers, asOf, strictFlakes, extended } = flags;
  return [
    ...(!knowsWaivers && waivers.length > 0 ? ['--waivers'] : []),
    ...(!knowsWaivers && !defaultWaivers ? ['--no-default-waivers'] : []),
    ...(asOf === undefined ? [] : ['--as-of']),
    ...(strictFlakes ? ['--strict-flakes'] : []),
    ...(extended ? ['--extended'] : []),
  ];
}
