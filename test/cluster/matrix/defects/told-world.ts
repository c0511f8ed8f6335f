import { runOf } from '../../../../src/cluster/run-mark.ts';
import { type ApiEvent, type ApiObject, keyOf, type Objects, PLURALS, type Plural } from './api-objects.ts';
import { type Lie, TRUTH } from './lies.ts';
import { Scope } from './scope.ts';
import { ToldStore } from './told-store.ts';

/** Namespaces of no run, and of runs without a lie. */
export const OTHERS = '';

/**
 * What a policy engine is told in place of the truth. Each run has a lie of its own, so that engines with different defects can be tried
 * side by side on one cluster: the engine judges the policies and pods of a namespace by what it was told of those of the same run.
 */
export class ToldWorld {
  readonly stores: Readonly<Record<Plural, ToldStore>> = {
    namespaces: new ToldStore(),
    pods: new ToldStore(),
    networkpolicies: new ToldStore(),
  };
  readonly #truth: Record<Plural, Map<string, ApiObject>> = {
    namespaces: new Map(),
    pods: new Map(),
    networkpolicies: new Map(),
  };
  readonly #lies = new Map<string, { lie: Lie; scope: Scope }>();

  constructor() {
    this.#begin(OTHERS, TRUTH);
  }

  /** Of a run's namespaces, from now on. What was true of them before, an engine with this defect has not seen. */
  tell(run: string, lie: Lie): void {
    this.#begin(run, lie);
    this.#renew(OTHERS);
    this.#renew(run);
  }

  /** How often a run was told something else than the truth. */
  liesTo(run: string): number {
    return this.#lies.get(run)?.scope.lies ?? 0;
  }

  hear(plural: Plural, { type, object }: ApiEvent): void {
    const key = keyOf(object);
    const before = this.#runOf(object);
    if (type === 'DELETED') this.#truth[plural].delete(key);
    else this.#truth[plural].set(key, object);
    for (const run of new Set([before, this.#runOf(object), ...(plural === 'namespaces' ? [OTHERS] : [])])) {
      this.#renew(run);
    }
  }

  #begin(run: string, lie: Lie): void {
    this.#lies.set(run, { lie, scope: new Scope(lie.believes) });
  }

  #runOf({ metadata: { namespace, name } }: ApiObject): string {
    const metadata = this.#truth.namespaces.get(namespace ?? name)?.metadata;
    const run = runOf(metadata);
    return run !== null && this.#lies.has(run) ? run : OTHERS;
  }

  #renew(run: string): void {
    const known = this.#lies.get(run);
    if (known === undefined) return;
    const of = (plural: Plural): ReadonlyMap<string, ApiObject> =>
      new Map([...this.#truth[plural]].filter(([, object]) => this.#runOf(object) === run));
    const truth: Objects = { namespaces: of('namespaces'), pods: of('pods'), networkpolicies: of('networkpolicies') };
    const told = known.scope.learn(truth);
    for (const plural of PLURALS) {
      const late = known.lie.late?.[plural];
      const tell = (): void => {
        if (this.#lies.get(run) === known) this.stores[plural].become(run, told[plural]);
      };
      if (late === undefined) tell();
      else setTimeout(tell, late);
    }
  }
}
