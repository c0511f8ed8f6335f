import { SOUND } from '../../../results-parsers/policy-model/defects/model-defect.ts';
import { modelDefects } from '../../../results-parsers/policy-model/defects/model-defects.ts';
import type { Plural } from './api-objects.ts';
import { beliefs } from './beliefs.ts';
import type { Believes } from './scope.ts';

/** How a sound engine is deceived so that it behaves like one with a defect. */
export interface Lie {
  readonly believes: Believes;
  /** Milliseconds by which it gets changes late. */
  readonly late?: Partial<Record<Plural, number>>;
}

export const TRUTH: Lie = { believes: (now) => now };

/** Defects of timing, which the simulation does not have. */
const lateLies: Readonly<Record<string, Lie>> = {
  'hears of new pods and of their labels five seconds late': { ...TRUTH, late: { pods: 5_000 } },
};

/** Defects about omitted fields, which the API server fills in, so that no engine ever sees them omitted. */
export const FILLED_IN: readonly string[] = [
  'takes a port without a protocol for one of any protocol',
  'takes policyTypes that are left out for Ingress alone',
];

/** Lies by the names of defects. */
export const lies: ReadonlyMap<string, Lie> = new Map<string, Lie>([
  [SOUND.name, TRUTH],
  ...modelDefects.flatMap(({ name, believes = beliefs[name] }): [string, Lie][] =>
    believes === undefined || FILLED_IN.includes(name) ? [] : [[name, { believes }]],
  ),
  ...Object.entries(lateLies),
]);

/** @throws Error if lies cannot cause a defect of that name */
export function lieOf(defect: string): Lie {
  const lie = lies.get(defect);
  if (lie === undefined)
    throw new Error(`expected a defect that an engine can be lied into, found ${JSON.stringify(defect)}`);
  return lie;
}

/** Several lies at once: each is applied to the result of the ones before. */
export function liesTogether(all: readonly Lie[]): Lie {
  return {
    believes: (now, before) => all.reduce((believed, { believes }) => believes(believed, before), now),
    late: Object.assign({}, ...all.map(({ late }) => late)),
  };
}
