import { expect, test } from '@jest/globals';
import { judgedByScenarios } from '../../../../results-parsers/checks/network-policy-beyond-upstream/judged-by-scenarios.ts';
import {
  type Engine,
  simulated,
  simulatedArena,
} from '../../../src/checks/network-policy-beyond-upstream/simulated-engine.ts';
import { defects } from './defects.ts';
import type { ApiEvent } from './lie.ts';
import { scenariosOfDefects } from './scenarios-of-defects.ts';
import { toldEngine } from './told-engine.ts';

const arena = simulatedArena();

function answers(engine: Engine): Map<string, string> {
  const { parts = [] } = judgedByScenarios(simulated(engine, arena));
  return new Map(parts.map(({ id, answer }) => [id, answer]));
}

test('an engine that is told the truth gets no no', () => {
  const said = answers(toldEngine(() => (event) => [event]));
  expect([...said].filter(([, answer]) => answer === 'no')).toEqual([]);
});

test.each(scenariosOfDefects)('an engine that %s gets a no for those that the matrix expects it of', (defect, ids) => {
  const said = answers(toldEngine(defects[defect]));
  expect(ids.filter((id) => said.get(id) !== 'no')).toEqual([]);
});

test('every defect is used by the matrix', () => {
  expect(scenariosOfDefects.map(([defect]) => defect).sort()).toEqual(Object.keys(defects).sort());
});

test.each(Object.keys(defects) as (keyof typeof defects)[])(
  'one that %s is told of marks of the watch as they are',
  (defect) => {
    const bookmark: ApiEvent = { type: 'BOOKMARK', object: { metadata: { uid: '' } } };
    expect(defects[defect]()(bookmark, 'networkpolicies')).toEqual([bookmark]);
  },
);
