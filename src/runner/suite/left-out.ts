import type { LeftOut, SctpProbe } from '../../../results-parsers/documents/run-record/preflight.ts';
import { isNetworkPolicySpec, nearestMinor, nearestNames } from '../../../results-parsers/standard/catalogue.ts';
import { specSentence } from '../../../results-parsers/standard/spec-sentence.ts';
import { matchWaivers } from '../../../results-parsers/waivers/match-waivers.ts';
import { specSets } from '../../../results-parsers/waivers/spec-sets.ts';
import type { Waiver } from '../../../results-parsers/waivers/waiver.ts';
import { specPattern } from './spec-pattern.ts';

const needSctp: ReadonlySet<string> = new Set(specSets['sctp-connectivity'].map(specSentence));
/** For ginkgo's skip; readable, as the suite's JUnit repeats it. */
const SCTP_SPECS = 'Netpol \\[Feature:SCTPConnectivity\\]';

/** The facts that waivers are compared with before the run. */
export interface WaiverQuestion {
  /** Full names of all specs of the suite. */
  readonly specList: readonly string[];
  readonly waivers: readonly Waiver[];
  /** Of the cluster, such as `1.36`. */
  readonly minor: string;
  /** Of the run, in UTC. */
  readonly day: string;
}

/**
 * The specs that a waiver exempts, each with the id of the first such waiver. Of a newer minor than the catalogue has they are those that are
 * known of the newest one. The cluster's network plugin is not known here, so
 * that waivers for one network plugin exempt nothing; the verdict may know better.
 */
export function exemptedSpecs({ specList, waivers, minor, day }: WaiverQuestion): Map<string, string> {
  const required = nearestNames(minor);
  const named = new Map(specList.filter(isNetworkPolicySpec).map((name) => [name, required.get(specSentence(name))]));
  const outcomes = [...named.values()].flatMap((name) =>
    name === undefined ? [] : [{ name, outcome: 'skipped' as const }],
  );
  const { waivedBy } = matchWaivers(waivers, { kubernetes: minor, cni: null, day }, outcomes);
  const exempted = new Map<string, string>();
  for (const [name, requiredName] of named) {
    const [id] = waivedBy.get(requiredName ?? '') ?? [];
    if (id !== undefined) exempted.set(name, id);
  }
  return exempted;
}

/** Why no pod can use SCTP; null: some can, or it is not known. */
function whySctpIsImpossible(sctp: SctpProbe | null): string | null {
  const [first] = sctp?.nodes ?? [];
  if (sctp === null || first === undefined) return null;
  if (!sctp.nodes.every(({ outcome }) => outcome === 'impossible')) return null;
  const where = sctp.nodes.length === 1 ? `on ${first.node}` : `on any of ${sctp.nodes.length} nodes`;
  return `pods cannot open an SCTP socket ${where} (${first.answer})`;
}

/**
 * The specs that cannot pass, as a probe has shown, and are exempted anyway: each would wait minutes for pods that never start.
 * Nothing is left out that no waiver exempts. `minor`: of the cluster.
 */
export function specsLeftOut(
  exempted: ReadonlyMap<string, string>,
  sctp: SctpProbe | null,
  minor: string,
): LeftOut | null {
  const why = whySctpIsImpossible(sctp);
  const specs = [...exempted.keys()].filter((name) => needSctp.has(specSentence(name))).sort();
  if (why === null || specs.length === 0) return null;
  const ids = [...new Set(specs.flatMap((name) => exempted.get(name) ?? []))].sort();
  const nearest = nearestMinor(minor);
  const source = nearest === minor ? '' : `, according to the data for Kubernetes ${nearest}`;
  const exempting = ids.length === 1 ? `the waiver ${ids.join()} exempts` : `the waivers ${ids.join(' and ')} exempt`;
  return { specs, reason: `${why}, and ${exempting} ${specs.length === 1 ? 'it' : 'them'}${source}` };
}

/** A pattern for ginkgo's skip that leaves these specs out and none that is to run. */
export function leftOutPattern({ specs }: LeftOut, specList: readonly string[]): string {
  const names = new Set(specs);
  const pattern = new RegExp(SCTP_SPECS);
  return specList.every((name) => pattern.test(name) === names.has(name)) ? SCTP_SPECS : specPattern(specs);
}
