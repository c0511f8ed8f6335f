import { counted } from '../../core/counted.ts';
import type { SecondProbe } from '../../documents/run-record/run-record.ts';
import { type Finding, finding } from '../../documents/verdict/finding.ts';
import { positionsOf, type SpecResult } from '../spec-results.ts';
import type { Rule } from './rule.ts';

function hasLeaked({ reports }: SpecResult): boolean {
  return reports.some(({ reachability }) => reachability?.kind === 'leak' || reachability?.kind === 'both');
}

/** A spec that passes now, but earlier let traffic through that a policy forbids: what leaked once may leak again. */
export const leaksThatPassedAreReported: Rule = ({ specs }) => {
  const leaked = specs.filter((spec) => spec.outcomeBeforeWaivers === 'flaky' && hasLeaked(spec));
  if (leaked.length === 0) return [];
  return [
    finding('specs-leaked', {
      text: `${counted(leaked.length, 'spec')} let forbidden traffic through in one attempt and not in a later one: a security problem, although ${leaked.length === 1 ? 'it' : 'each'} passed in the end.`,
      remedy:
        'Find out how long pods are open before their policies are enforced, and whether enforcement fails under load.',
      evidence: positionsOf(leaked),
      specs: leaked.map(({ name }) => name),
    }),
  ];
};

/** Specs that passed only when upstream probed a second time are reported: their JUnit does not show it. */
export const secondProbesAreReported: Rule = ({ evidence }) => {
  if (evidence.runRecord?.state !== 'read') return [];
  const { path, value } = evidence.runRecord;
  const seen = value.attempts.flatMap(({ observed }) =>
    observed.flatMap(({ name, secondProbes }) => (secondProbes ?? []).map((probe) => ({ name, probe }))),
  );
  const position = [{ path, line: null }];
  return ([true, false] as const).flatMap((leaked): Finding[] => {
    const chosen = seen.filter(({ probe }) => probe.leaked === leaked);
    const names = [...new Set(chosen.map(({ name }) => name))];
    if (names.length === 0) return [];
    const what = leaked
      ? "let forbidden traffic through at first, and came out right only when upstream's suite"
      : "found allowed connections blocked at first, and came out right only when upstream's suite";
    return [
      finding(leaked ? 'second-probe-leaked' : 'second-probe-needed', {
        text: `${counted(names.length, 'spec')} ${what} probed a second time${longest(chosen.map(({ probe }) => probe))}.`,
        remedy:
          'Find out how long the network plugin takes to enforce a policy, and whether the cluster is overloaded.',
        evidence: position,
        specs: names,
      }),
    ];
  });
};

function longest(probes: readonly SecondProbe[]): string {
  const seconds = probes.flatMap(({ seconds: known }) => (known === null ? [] : [known]));
  return seconds.length === 0 ? '' : `, within ${Math.max(...seconds).toFixed(1)} s`;
}

/** Failed specs that the plugin did not retry are reported, since it usually does. */
export const specsNotTriedAgainAreReported: Rule = ({ evidence }) => {
  if (evidence.runRecord?.state !== 'read') return [];
  const { path, value } = evidence.runRecord;
  if (value.notTriedAgain === '') return [];
  return [
    finding('not-tried-again', {
      text: `Failed specs were not retried: ${value.notTriedAgain}.`,
      remedy: 'Remove the cause, then run the plugin again.',
      evidence: [{ path, line: null }],
    }),
  ];
};
