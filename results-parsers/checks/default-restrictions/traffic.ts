import { listed } from '../../core/listed.ts';
import type { Probe } from '../../documents/checks/probe.ts';
import type { Reachability } from '../../policy-model/reachability.ts';

/** What the probes of one kind of traffic found. */
export type Traffic = { what: string; state: Reachability };

/** Kinds of traffic, by the beginning of their probes' names, in reading order. */
const KINDS: readonly [start: string, what: string][] = [
  ['within-', 'within a namespace'],
  ['across-', 'between namespaces'],
  ['dns', 'to cluster DNS'],
  ['api', 'to the API server'],
  ['outside-', 'to the named targets outside the cluster'],
];

/** The resolver of Go, in which the probing program is written. */
const NO_SUCH_NAME = 'no such host';

/** What is open and what is not, of the kinds of traffic that were tried. */
export function trafficIn(probes: readonly Probe[]): Traffic[] {
  return KINDS.flatMap(([start, what]): Traffic[] => {
    const states = new Set(probes.filter(({ name }) => name.startsWith(start)).map(stateOf));
    const [state] = (['blocked', 'unknown', 'open'] as const).filter((each) => states.has(each));
    return state === undefined ? [] : [{ what, state }];
  });
}

/**
 * If only the connection after the lookup failed, that says nothing about DNS; and "no such name" is an answer from DNS. Any other
 * way in which a name does not resolve counts as no answer.
 */
function stateOf({ name, observed, attempts }: Probe): Traffic['state'] {
  if (name !== 'dns') return observed;
  const results = new Set(attempts.map(({ result }) => result));
  if (results.has('open') || results.has('timeout') || results.has('refused')) return 'open';
  if (!results.has('name-unknown')) return 'unknown';
  return attempts.some(({ detail }) => detail.includes(NO_SUCH_NAME)) ? 'open' : 'blocked';
}

/** `between namespaces and to cluster DNS`; empty: not one is in this state. */
export function wordsOf(traffic: readonly Traffic[], state: Traffic['state']): string {
  return listed(traffic.filter((each) => each.state === state).map(({ what }) => what));
}
