import { sortedEntries } from '../../../../results-parsers/core/sorted-entries.ts';
import type { Landscape } from '../../../../results-parsers/policy-model/landscape.ts';
import type { ModelDefect } from '../../../results-parsers/policy-model/defects/model-defect.ts';
import type { ApiObject, Objects } from './api-objects.ts';
import { asServed, toldObjects } from './told-objects.ts';
import { landscapeOf } from './true-landscape.ts';

export type Believes = NonNullable<ModelDefect['believes']>;

/** The namespaces of one run, and what the engine is to take for the truth of them. */
export class Scope {
  readonly #believes: Believes;
  readonly #ever = new Map<string, ApiObject>();
  readonly #history: Landscape[] = [];
  #lies = 0;

  constructor(believes: Believes) {
    this.#believes = believes;
  }

  /** How often what was told has become another one than the truth. Without any, the engine behaved as a sound one. */
  get lies(): number {
    return this.#lies;
  }

  /** What the engine is told now that this is true. */
  learn(truth: Objects): Objects {
    for (const [key, policy] of truth.networkpolicies) this.#ever.set(key, policy);
    return toldObjects(truth, this.#ever, this.believe(landscapeOf(truth)));
  }

  /** What the engine takes for the truth now that this is. */
  believe(now: Landscape): Landscape {
    const isNew = JSON.stringify(now) !== JSON.stringify(this.#history.at(-1));
    const before = isNew ? [...this.#history] : this.#history.slice(0, -1);
    if (isNew) this.#history.push(now);
    const believed = this.#believes(now, before);
    if (isNew && essence(believed) !== essence(now)) this.#lies += 1;
    return believed;
  }
}

function essence({ namespaces, pods, policies }: Landscape): string {
  const all = [
    namespaces.map(({ name, labels }) => [name, labels]),
    pods.map(({ namespace, name, labels }) => [namespace, name, labels]),
    policies.map(({ metadata, spec }) => [metadata.namespace, metadata.name, asServed(spec)]),
  ];
  return JSON.stringify(withoutNothing(all));
}

/** Without what is null or an empty list, which say nothing in selectors and blocks, and in one order. */
function withoutNothing(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNothing);
  if (typeof value !== 'object' || value === null) return value;
  const kept = Object.entries(value)
    .filter(([, each]) => each !== null && each !== undefined && !(Array.isArray(each) && each.length === 0))
    .map(([key, each]): [string, unknown] => [key, withoutNothing(each)]);
  return Object.fromEntries(sortedEntries(kept));
}
