import { runOf } from '../../../../src/cluster/run-mark.ts';
import { type ApiEvent, type ApiObject, keyOf, type Objects, PLURALS, type Plural } from './api-objects.ts';
import { type Lie, TRUTH } from './lies.ts';
import { Scope } from './scope.ts';
import { ServedStore } from './served-store.ts';

/** Stands for namespaces of no run, and of runs without a lie. */
export const OTHERS = '';

/**
 * The objects that a policy engine is served instead of the true ones. Each run has its own lie, so that different defects can be tried side
 * by side on one cluster: the engine judges the pods and policies of a namespace only by those of the same run.
 */
export class ServedWorld {
  readonly stores: Readonly<Record<Plural, ServedStore>> = {
    namespaces: new ServedStore(),
    pods: new ServedStore(),
    networkpolicies: new ServedStore(),
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

  /** Lies about a run's namespaces from now on. An engine with this defect has not seen earlier states of them. */
  lieAbout(run: string, lie: Lie): void {
    this.#begin(run, lie);
    this.#renew(OTHERS);
    this.#renew(run);
  }

  /** How often the objects that were served for a run have come to differ from the true ones. */
  liesAbout(run: string): number {
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
    const served = known.scope.learn(truth);
    for (const plural of PLURALS) {
      const late = known.lie.late?.[plural];
      const serve = (): void => {
        if (this.#lies.get(run) === known) this.stores[plural].become(run, served[plural]);
      };
      if (late === undefined) serve();
      else setTimeout(serve, late);
    }
  }
}
