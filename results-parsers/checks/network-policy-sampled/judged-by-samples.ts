import { allOf, counted } from '../../core/counted.ts';
import type { CheckObservations } from '../../documents/checks/check-observations.ts';
import type { Probe } from '../../documents/checks/probe.ts';
import { type CheckJudge, type Conclusion, unfinished, unknown } from '../conclusion.ts';
import { placement } from '../network-policy-beyond-upstream/judged-by-scenarios.ts';
import { isWrong, type JudgedProbe, judgedProbe } from '../network-policy-beyond-upstream/judged-probe.ts';
import { shutText, untriedText, wrongSentence } from '../network-policy-beyond-upstream/probe-words.ts';
import { BASELINE, stepOf } from '../network-policy-beyond-upstream/scenario-facts.ts';
import { exampleOf } from './example.ts';
import { SAMPLE, SAMPLES_FACT, SampleFacts, SMALLEST, WITHOUT_POLICIES } from './sample-facts.ts';

/** No if a connection in a drawn state is not as the API specifies; yes if all of them are. */
export const judgedBySamples: CheckJudge = (observations) => {
  const early = unfinished(observations);
  const read = SampleFacts.safeParse(observations.facts[SAMPLES_FACT]);
  if (!read.success) return early ?? unknown('The observations contain no readable samples.');
  const facts = read.data;
  const judged = probesOf(SAMPLE, observations.probes).map((probe) => judgedProbe(probe, facts));
  const open = openAlone(observations.probes);
  const shut = judged.filter(({ probe, observed }) => observed === 'blocked' && !open.has(keyOf(probe)));
  const wrong = judged.find((each) => isWrong(each) && !shut.includes(each));
  if (wrong !== undefined) return found(wrong, facts, observations);
  if (early !== null) return early;
  const untried = judged.filter(({ observed }) => observed === 'unknown');
  if (untried.length > 0) return unknown(untriedText(untried));
  if (shut.length > 0) return unknown(shutText(shut));
  if (judged.length === 0) return unknown('The check drew no policies.');
  const states = facts.steps.filter(({ scenario }) => scenario === SAMPLE).length;
  return {
    answer: 'yes',
    text: `${allOf(judged.length, 'connection')} behaved as the API specifies, in ${counted(states, 'state')} drawn with the seed ${facts.seed}.${placement(facts.nodes)}`,
  };
};

function probesOf(scenario: string, probes: readonly Probe[]): Probe[] {
  return probes.filter(({ name }) => stepOf(name)?.scenario === scenario);
}

/** The connections that were open without policies, both at first and when tried again after one was found to be wrong. */
function openAlone(probes: readonly Probe[]): ReadonlySet<string> {
  const keysOf = (scenario: string, observed: Probe['observed']): string[] =>
    probesOf(scenario, probes).flatMap((probe) => (probe.observed === observed ? [keyOf(probe)] : []));
  const blocked = new Set(keysOf(WITHOUT_POLICIES, 'blocked'));
  return new Set(keysOf(BASELINE, 'open').filter((key) => !blocked.has(key)));
}

function keyOf({ from, to, protocol, port }: Probe): string {
  return JSON.stringify([from.namespace, from.pod, to.address, protocol, port]);
}

function found(wrong: JudgedProbe, facts: SampleFacts, observations: CheckObservations): Conclusion {
  const number = (stepOf(wrong.probe.name)?.step ?? 0) + 1;
  const drawn = `${wrongSentence(wrong)}. It was drawn with the seed ${facts.seed}, as state ${number}.`.replace(
    /^in /,
    'In ',
  );
  const smallest = probesOf(SMALLEST, observations.probes)
    .map((probe) => judgedProbe(probe, facts))
    .at(-1);
  const states = facts.steps.filter(({ scenario }) => scenario === SMALLEST).slice(1);
  // If nothing is left to apply, a policy drawn earlier was still in effect.
  const isShown = smallest !== undefined && isWrong(smallest) && states.at(-1)?.policies.length !== 0;
  if (!isShown) {
    return {
      answer: 'no',
      text: `${drawn} No smaller policies showed it: either earlier states cause it, or it comes and goes.`,
    };
  }
  return {
    answer: 'no',
    text: `${drawn} Smaller policies show it as well: see the example.`,
    example: exampleOf(facts, states, smallest.probe, smallest.expected),
  };
}
