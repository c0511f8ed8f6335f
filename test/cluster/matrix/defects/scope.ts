import { sortedEntries } from '../../../../results-parsers/core/sorted-entries.ts';
import type { Landscape } from '../../../../results-parsers/policy-model/landscape.ts';
import type { ModelDefect } from '../../../results-parsers/policy-model/defects/model-defect.ts';
import type { ApiObject, Objects } from './api-objects.ts';
import { asServed, servedObjects } from './served-objects.ts';
import { landscapeOf } from './true-landscape.ts';

export type Believes = NonNullable<ModelDefect['believes']>;

/** The namespaces of one run, and what the engine should believe about them. */
export class Scope {
  readonly #believes: Believes;
  readonly #ever = new Map<string, ApiObject>();
  readonly #history: Landscape[] = [];
  #lies = 0;

  constructor(believes: Believes) {
    this.#believes = believes;
  }

  /** How often the served objects have come to differ from the true ones. If never, the engine behaved like a sound one. */
  get lies(): number {
    return this.#lies;
  }

  /** The objects to serve to the engine, now that these are the true ones. */
  learn(truth: Objects): Objects {
    for (const [key, policy] of truth.networkpolicies) this.#ever.set(key, policy);
    return servedObjects(truth, this.#ever, this.believe(landscapeOf(truth)));
  }

  /** What the engine should believe, now that this is true. */
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

/** A copy with sorted keys, without nulls and empty lists, which have no meaning in selectors and blocks. */
function withoutNothing(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNothing);
  if (typeof value !== 'object' || value === null) return value;
  const kept = Object.entries(value)
    .filter(([, each]) => each !== null && each !== undefined && !(Array.isArray(each) && each.length === 0))
    .map(([key, each]): [string, unknown] => [key, withoutNothing(each)]);
  return Object.fromEntries(sortedEntries(kept));
}
