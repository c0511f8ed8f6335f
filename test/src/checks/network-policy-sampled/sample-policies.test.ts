import { expect, test } from '@jest/globals';
import { documentLimits } from '../../../../results-parsers/archive/json-document.ts';
import {
  SAMPLE,
  SAMPLES_FACT,
  SampleFacts,
} from '../../../../results-parsers/checks/network-policy-sampled/sample-facts.ts';
import type { CheckObservations } from '../../../../results-parsers/documents/checks/check-observations.ts';
import { type ModelDefect, SOUND } from '../../../results-parsers/policy-model/defects/model-defect.ts';
import { modelDefects } from '../../../results-parsers/policy-model/defects/model-defects.ts';
import { arenaOnTwoNodes } from '../network-policy-beyond-upstream/seen-by-scenarios.ts';
import { sampled } from './simulated-sampling.ts';

const arena = arenaOnTwoNodes();
const drawn = { arena, seed: 7, most: 1000 };
const named = (name: string): ModelDefect => modelDefects.find((each) => each.name === name) ?? SOUND;
const stepsOf = ({ facts }: CheckObservations): SampleFacts['steps'] => SampleFacts.parse(facts[SAMPLES_FACT]).steps;

/** The file that the runner would write, with the attempts of an engine that drops packets. */
function written(observations: CheckObservations): Buffer {
  const at = '2026-11-28T10:00:00.000Z';
  const probes = observations.probes.map((probe) => {
    const attempt = {
      startedAt: at,
      endedAt: at,
      result: probe.observed === 'open' ? 'open' : 'timeout',
      detail: 'TIMEOUT',
    };
    const from = { ...probe.from, namespace: 'scs-netpol-x-01234567-abcdef' };
    return { ...probe, from, changedAt: at, attempts: Array.from({ length: 3 }, () => attempt) };
  });
  return Buffer.from(JSON.stringify({ ...observations, probes }, null, 2));
}

test('no more states are drawn than an evaluation can read, however much time there is', async () => {
  const sound = await sampled({ ...drawn, defect: SOUND });
  expect(stepsOf(sound).filter(({ scenario }) => scenario === SAMPLE)).toHaveLength(80);
  expect(written(sound).length).toBeLessThan(documentLimits.observations.bytes * 0.9);
});

test('a find that takes many steps to shrink stays within what an evaluation can read', async () => {
  const cut = await sampled({ ...drawn, defect: named('reads fifteen ports of a rule') });
  expect(stepsOf(cut).length).toBeLessThan(80 + 120 + 10);
  expect(written(cut).length).toBeLessThan(documentLimits.observations.bytes);
});

test('nothing more is drawn after the first find', async () => {
  const names = stepsOf(await sampled({ ...drawn, defect: named('enforces nothing') })).map(({ scenario }) => scenario);
  expect([...new Set(names)]).toEqual(['baseline', 'sample', 'without-policies', 'smaller', 'smallest']);
  expect(names.filter((name) => name === SAMPLE)).toHaveLength(1);
});
