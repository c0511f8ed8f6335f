import { firstListed, listed } from '../core/listed.ts';
import type { Pod } from '../documents/verdict/reachability-failure.ts';
import { fullName } from './connection-groups.ts';

/** Names that are listed; the rest are only counted. */
const MAX_NAMES = 6;

/** The e2e framework appends a random number below 10000 to the names of namespaces. */
const RANDOM_SUFFIX = /-\d{1,4}$/;

/** Describes sets of a spec's pods briefly. */
export class PodNames {
  readonly #pods: readonly Pod[];
  readonly #shortOf: ReadonlyMap<string, string>;

  constructor(pods: readonly Pod[]) {
    this.#pods = pods;
    this.#shortOf = shortNamespaces(new Set(pods.map(({ namespace }) => namespace)));
  }

  /** `named`: the other set of the same phrase; "all other pods" are those beside a single one. */
  say(set: ReadonlySet<string>, named: ReadonlySet<string>): string {
    if (set.size === 1) return this.#list(set).join('');
    if (set.size === this.#pods.length) return 'all pods';
    if (named.size === 1 && set.size === this.#pods.length - 1 && !set.has([...named].join('')))
      return 'all other pods';
    return this.#byNamespace(set);
  }

  #byNamespace(set: ReadonlySet<string>): string {
    const namespaces = Map.groupBy(this.#pods, ({ namespace }) => namespace);
    const whole = [...namespaces].filter(([, pods]) => pods.length > 1 && pods.every((pod) => set.has(fullName(pod))));
    const inWhole = new Set(whole.flatMap(([, pods]) => pods.map(fullName)));
    const rest = this.#list(new Set([...set].filter((pod) => !inWhole.has(pod))));
    if (whole.length === 0) return namesInWords(rest);
    const wholeNames = namesInWords(whole.map(([namespace]) => this.#short(namespace)));
    return [`all pods of ${wholeNames}`, ...(rest.length > 0 ? [namesInWords(rest)] : [])].join(', and ');
  }

  /** In the spec's order. */
  #list(set: ReadonlySet<string>): string[] {
    return this.#pods
      .filter((pod) => set.has(fullName(pod)))
      .map(({ namespace, name }) => `${this.#short(namespace)}/${name}`);
  }

  #short(namespace: string): string {
    return this.#shortOf.get(namespace) ?? namespace;
  }
}

/** Without the numbers that the e2e framework appends; full names stay where short ones would be the same. */
export function shortNamespaces(namespaces: ReadonlySet<string>): Map<string, string> {
  const byShort = Map.groupBy(namespaces, (namespace) => namespace.replace(RANDOM_SUFFIX, ''));
  return new Map(
    [...byShort].flatMap(([short, full]) =>
      full.map((namespace): [string, string] => [namespace, full.length === 1 ? short : namespace]),
    ),
  );
}

/** All of a few names; of more the first ones. */
export function namesInWords(names: readonly string[]): string {
  return names.length > MAX_NAMES ? firstListed(names, MAX_NAMES) : listed(names);
}
