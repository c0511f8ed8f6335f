import { type Probe, reachabilityOf } from '../../documents/checks/probe.ts';
import type { Reachability } from '../../policy-model/reachability.ts';
import type { Judgement } from '../../policy-model/reachability-model.ts';
import { expectedOf, judgementOf } from './expected-reach.ts';
import { BASELINE, FREE_CLIENT, type ScenarioFacts, stepOf } from './scenario-facts.ts';
import { stepInWords } from './scenario-step-words.ts';
import { isWindow } from './scenario-texts.ts';

type Facts = Pick<ScenarioFacts, 'namespaces' | 'pods' | 'services' | 'apiServer' | 'kubelets' | 'steps'>;

/** A probe, and what the model expects of it now: what was expected at the time does not count. */
export type JudgedProbe = {
  probe: Probe;
  judgement: Judgement | null;
  expected: Probe['expected'];
  observed: Reachability;
  /** What was in force; empty if the scenario has one step. */
  step: string;
};

export function judgedProbe(probe: Probe, facts: Facts): JudgedProbe {
  const place = stepOf(probe.name);
  const state = facts.steps.find(({ scenario, step }) => scenario === place?.scenario && step === place.step);
  const judgement = state === undefined ? null : judgementOf(facts, state, probe);
  const expected = expectedOf(judgement);
  const everOpen = probe.attempts.some(({ result }) => reachabilityOf(result) === 'open');
  // If the policy was there first, there is no moment at which a connection may open.
  const observed = place?.scenario === 'policy-before-pod' && place.step > 0 && everOpen ? 'open' : probe.observed;
  return { probe, judgement, expected, observed, step: state === undefined ? '' : stepInWords(state, facts) };
}

/** Whether the observation differs from what the API specifies. */
export function isWrong({ probe, expected, observed }: JudgedProbe): boolean {
  // Not a matter of policies: without it, the results of the other first connections show nothing.
  if (probe.from.pod === FREE_CLIENT) return false;
  return expected !== null && observed !== 'unknown' && observed !== expected;
}

/** Whether the connection was seen to be open while there was no policy: only then can one have blocked it. */
export function isOpenWithoutPolicies({ probe, observed }: JudgedProbe, probes: readonly Probe[]): boolean {
  const { name, from, to, protocol, port } = probe;
  if (from.pod === FREE_CLIENT) return observed === 'open';
  const before = probes.find(
    (other) =>
      stepOf(other.name)?.scenario === BASELINE &&
      other.name !== name &&
      other.from.namespace === from.namespace &&
      other.from.pod === from.pod &&
      other.to.address === to.address &&
      other.protocol === protocol &&
      other.port === port,
  );
  if (before !== undefined) return before.observed === 'open';
  // The pod of a window is tried without policies before and after its scenario. Without these tries, only an open connection counts.
  if (isWindow(stepOf(name)?.scenario)) return observed === 'open';
  // The pod was not there yet: the pod beside it that no policy selects shows what to compare with.
  const beside = probes.find((other) => other.from.pod === FREE_CLIENT && isOfSameScenario(other.name, name));
  return beside === undefined || beside.observed === 'open' || observed === 'open';
}

function isOfSameScenario(one: string, other: string): boolean {
  return stepOf(one)?.scenario === stepOf(other)?.scenario;
}
