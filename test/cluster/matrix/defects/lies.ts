import { SOUND } from '../../../results-parsers/policy-model/defects/model-defect.ts';
import { modelDefects } from '../../../results-parsers/policy-model/defects/model-defects.ts';
import type { Plural } from './api-objects.ts';
import { beliefs } from './beliefs.ts';
import type { Believes } from './scope.ts';

/** What a sound engine is told so that it behaves like one with a defect. */
export interface Lie {
  readonly believes: Believes;
  /** Milliseconds after which it hears of what is new. */
  readonly late?: Partial<Record<Plural, number>>;
}

export const TRUTH: Lie = { believes: (now) => now };

/** Of time, which simulation does not know. */
const lateLies: Readonly<Record<string, Lie>> = {
  'hears of new pods and of their labels five seconds late': { ...TRUTH, late: { pods: 5_000 } },
};

/** The API server fills these in, so that no engine is told of what was left out. */
export const FILLED_IN: readonly string[] = [
  'takes a port without a protocol for one of any protocol',
  'takes policyTypes that are left out for Ingress alone',
];

/** By the names of defects. */
export const lies: ReadonlyMap<string, Lie> = new Map<string, Lie>([
  [SOUND.name, TRUTH],
  ...modelDefects.flatMap(({ name, believes = beliefs[name] }): [string, Lie][] =>
    believes === undefined || FILLED_IN.includes(name) ? [] : [[name, { believes }]],
  ),
  ...Object.entries(lateLies),
]);

/** @throws Error if there is none of that name */
export function lieOf(defect: string): Lie {
  const lie = lies.get(defect);
  if (lie === undefined)
    throw new Error(`expected a defect that an engine can be lied into, found ${JSON.stringify(defect)}`);
  return lie;
}

/** One lie after another, each about what the ones before made of the truth. */
export function liesTogether(all: readonly Lie[]): Lie {
  return {
    believes: (now, before) => all.reduce((told, { believes }) => believes(told, before), now),
    late: Object.assign({}, ...all.map(({ late }) => late)),
  };
}
