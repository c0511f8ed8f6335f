import { describe, expect, test } from '@jest/globals';
import { loadAll } from 'js-yaml';
import { stepOf } from '../../../../results-parsers/checks/network-policy-beyond-upstream/scenario-facts.ts';
import { judgedBySamples } from '../../../../results-parsers/checks/network-policy-sampled/judged-by-samples.ts';
import {
  SAMPLES_FACT,
  type SampleFacts,
} from '../../../../results-parsers/checks/network-policy-sampled/sample-facts.ts';
import { CheckObservations } from '../../../../results-parsers/documents/checks/check-observations.ts';
import type { Probe } from '../../../../results-parsers/documents/checks/probe.ts';
import { NetworkPolicy } from '../../../../results-parsers/policy-model/network-policy.ts';
import { arenaOnTwoNodes } from '../../../src/checks/network-policy-beyond-upstream/seen-by-scenarios.ts';
import { sampled } from '../../../src/checks/network-policy-sampled/simulated-sampling.ts';
import { type ModelDefect, SOUND } from '../../policy-model/defects/model-defect.ts';
import { modelDefects } from '../../policy-model/defects/model-defects.ts';

const arena = arenaOnTwoNodes();
const drawn = { arena, seed: 7, most: 30 };

function named(name: string): ModelDefect {
  const defect = modelDefects.find((each) => each.name === name);
  if (defect === undefined) throw new Error(`expected a defect that ${name}`);
  return defect;
}

const sound = await sampled({ ...drawn, defect: SOUND });
const leaking = await sampled({ ...drawn, defect: named('takes a range for all ports') });

function changed(observations: CheckObservations, change: (probe: Probe) => Probe | null): CheckObservations {
  return { ...observations, probes: observations.probes.flatMap((probe) => change(probe) ?? []) };
}

function withFacts(observations: CheckObservations, change: Partial<SampleFacts>): CheckObservations {
  const facts = observations.facts[SAMPLES_FACT] as SampleFacts;
  return { ...observations, facts: { [SAMPLES_FACT]: { ...facts, ...change } } };
}

const isOf = (scenario: string, { name }: Probe): boolean => stepOf(name)?.scenario === scenario;

describe('states that were drawn', () => {
  test('give a yes if all were as the API specifies, with their number and the seed', () => {
    expect(CheckObservations.parse(sound)).toEqual(sound);
    expect(judgedBySamples(sound)).toEqual({
      answer: 'yes',
      text: expect.stringMatching(
        /^All \d{3} connections behaved as the API specifies, in 30 states drawn with the seed 7\. The pods were on 2 nodes\.$/,
      ),
    });
  });

  test('give a no if one was not, with the state, the connection and the smallest example', () => {
    const { answer, text, example } = judgedBySamples(leaking);
    expect(answer).toBe('no');
    expect(text).toMatch(
      /^In step \d+ of \d+, with '.*, \S+ to \S+ on TCP 80\d\d was open, though no rule of '.*' allows it as (in|e)gress\. It was drawn with the seed 7, as state \d+\. Smaller policies show it as well: see the example\.$/,
    );
    expect(example).toContain('# kubectl exec -n ');
  });

  test('are judged by the model again, whatever was expected at the time', () => {
    const trusting = changed(leaking, (probe) => ({
      ...probe,
      expected: probe.observed === 'open' ? 'open' : 'blocked',
    }));
    expect(judgedBySamples(trusting)).toEqual(judgedBySamples(leaking));
  });

  test('are unknown if none were tried', () => {
    const none = changed(sound, (probe) => (isOf('sample', probe) ? null : probe));
    expect(judgedBySamples(none)).toEqual({ answer: 'unknown', text: 'The check drew no policies.' });
    expect(judgedBySamples({ ...sound, facts: {} }).answer).toBe('unknown');
  });

  test('are unknown if a connection could not be tried', () => {
    const untried = changed(sound, (probe) =>
      probe.name === 'sample/3/0' ? { ...probe, observed: 'unknown' } : probe,
    );
    expect(judgedBySamples(untried)).toMatchObject({
      answer: 'unknown',
      text: expect.stringContaining('could not be tried'),
    });
  });

  test('are unknown if the check ended early, unless a defect was found by then', () => {
    const problem = { kind: 'out-of-time' as const, reason: '600 seconds were not enough.' };
    expect(judgedBySamples({ ...sound, problem }).answer).toBe('unknown');
    expect(judgedBySamples({ ...leaking, problem })).toEqual(judgedBySamples(leaking));
  });
});

describe('a connection that was blocked', () => {
  const wrongly = changed(sound, (probe) =>
    isOf('sample', probe) && probe.observed === 'open' ? { ...probe, observed: 'blocked' } : probe,
  );

  test('gives a no if it was open without policies', () => {
    expect(judgedBySamples(wrongly)).toMatchObject({
      answer: 'no',
      text: expect.stringContaining('was blocked, though'),
    });
  });

  test('is blocked by something else if it was also blocked without policies', () => {
    const [first] = wrongly.probes.filter((probe) => isOf('sample', probe) && probe.observed === 'blocked');
    const shut = changed(wrongly, (probe) => (isOf('baseline', probe) ? { ...probe, observed: 'blocked' } : probe));
    expect(first).toBeDefined();
    expect(judgedBySamples(shut)).toMatchObject({
      answer: 'unknown',
      text: expect.stringContaining('not open even without a policy'),
    });
  });

  test('shows nothing if it was not tried without policies', () => {
    const unsure = changed(wrongly, (probe) => (isOf('baseline', probe) ? null : probe));
    expect(judgedBySamples(unsure).answer).toBe('unknown');
  });

  test('is blocked by something else if it was still blocked once all policies were removed', () => {
    const { probes } = wrongly;
    const controls = probes
      .filter((probe) => isOf('sample', probe))
      .map((probe, number): Probe => ({ ...probe, name: `without-policies/0/${number}`, observed: 'blocked' }));
    expect(judgedBySamples({ ...wrongly, probes: [...probes, ...controls] }).answer).toBe('unknown');
  });
});

describe('the example', () => {
  const objectsIn = (
    observations: CheckObservations,
  ): { kind: string; metadata: { name: string; namespace?: string } }[] =>
    loadAll(judgedBySamples(observations).example ?? '') as ReturnType<typeof objectsIn>;

  test('has the namespaces, the two pods and the policies, as the API server takes them', () => {
    const objects = objectsIn(leaking);
    expect(objects.map(({ kind }) => kind)).toEqual(['Namespace', 'Namespace', 'Pod', 'Pod', 'NetworkPolicy']);
    expect(NetworkPolicy.safeParse(objects.at(-1)).error).toBeUndefined();
    expect(JSON.stringify(objects.at(-1))).toContain('"endPort"');
    expect(JSON.stringify(objects)).not.toContain('[]');
  });

  test('has a label that a namespace had at that time', async () => {
    const blind = await sampled({
      ...drawn,
      most: 120,
      defect: named('does not see labels that a namespace is given'),
    });
    const namespaces = objectsIn(blind).filter(({ kind }) => kind === 'Namespace');
    expect(JSON.stringify(namespaces)).toContain('"role":"guest"');
  });

  test('cannot get additional lines through a name in the archive', () => {
    const hostile = changed(withFacts(leaking, { image: 'agnhost\nkind: Evil' }), (probe) => ({
      ...probe,
      to: { ...probe.to, what: `${probe.to.what}\n---\nkind: Evil` },
    }));
    expect(objectsIn(hostile).map(({ kind }) => kind)).not.toContain('Evil');
    expect(judgedBySamples(hostile).example).toContain('\\u000a---\\u000akind: Evil');
  });

  test('is left out if no policies that can be applied show the defect', async () => {
    const stuck = await sampled({ ...drawn, defect: named('goes on with policies that were deleted') });
    expect(judgedBySamples(stuck)).toEqual({
      answer: 'no',
      text: expect.stringMatching(
        /No smaller policies showed it: either earlier states cause it, or it comes and goes\.$/,
      ),
    });
  });
});
