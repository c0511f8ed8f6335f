import { secondsBetween, secondsOfDay } from '../../src/runner/suite/timeline-time.ts';

/** The phases of upstream's NetworkPolicy specs, in their order. */
export const phases = ['start pods', 'wait for servers', 'apply policies and probe', 'clear up'] as const;
export type Phase = (typeof phases)[number];

/** Texts of test/e2e/network/netpol and of the framework, with the phase that begins with each; null: the spec is over. */
const BEGINNINGS: readonly (readonly [text: string, phase: Phase | null])[] = [
  ['STEP: Creating a kubernetes client', 'start pods'],
  ['finished initializing cluster state', 'wait for servers'],
  ['Network Policy creating ', 'apply policies and probe'],
  ['Validating reachability matrix... (FIRST TRY)', 'apply policies and probe'],
  ['Waiting up to 7m0s for all', 'clear up'],
  ['<< Timeline', null],
];

/** The seconds that all specs together spent in each phase, and how many specs those were. */
export interface SpecPhases {
  readonly specs: number;
  readonly seconds: Readonly<Record<Phase, number>>;
}

/** Reads the phases from ginkgo's verbose output, in which the timelines of specs follow one another. */
export function specPhases(log: string): SpecPhases {
  const seconds: Record<Phase, number> = {
    'start pods': 0,
    'wait for servers': 0,
    'apply policies and probe': 0,
    'clear up': 0,
  };
  let specs = 0;
  let phase: Phase | null = null;
  let since = 0;
  let latest = 0;
  for (const line of log.split('\n')) {
    latest = secondsOfDay(line) ?? latest;
    const begun = BEGINNINGS.find(([text]) => line.includes(text))?.[1];
    // Outside of a spec's timeline, only the start of one counts.
    if (begun === undefined || begun === phase || (phase === null && begun !== 'start pods')) continue;
    if (phase !== null) seconds[phase] += secondsBetween(since, latest);
    if (begun === 'start pods') specs += 1;
    phase = begun;
    since = latest;
  }
  return { specs, seconds };
}
