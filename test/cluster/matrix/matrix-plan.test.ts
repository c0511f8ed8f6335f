import { expect, test } from '@jest/globals';
import { scenarioIds } from '../../../results-parsers/checks/network-policy-beyond-upstream/scenario-texts.ts';
import { checkStates } from './check-states.ts';
import { scenariosOfDefects } from './defects/scenarios-of-defects.ts';
import { matrixPlan } from './matrix-plan.ts';
import { scenarioCases } from './scenario-cases.ts';

/** The engines of each cluster, with the number of states that it goes through. */
function planned(only: readonly string[] | undefined): [number, string[]][] {
  return matrixPlan(only).clusters.map(({ states, cases }) => [states.length, cases.map(({ name }) => name)]);
}

test('without words, the plan has all states and scenarios, on every engine, in three clusters', () => {
  const { scenarios, clusters } = matrixPlan(undefined);
  expect(scenarios).toEqual(scenarioIds);
  expect(clusters.flatMap(({ states }) => states)).toEqual(checkStates);
  expect(clusters.flatMap(({ cases }) => cases)).toEqual(scenarioCases);
  expect(clusters).toHaveLength(3);
});

test.each<[string[], [number, string[]][]]>([
  [['S1'], [[2, []]]],
  [['S1', 'named-port-udp'], [[2, ['a sound engine', 'one that takes named ports for all ports', 'no engine']]]],
  [
    ['policy-before-pod'],
    [
      [0, ['a sound engine', 'no engine']],
      [0, ['Cilium']],
    ],
  ],
  [
    ['second-address-family'],
    [
      [0, ['a sound engine', 'no engine']],
      [
        0,
        [
          'a sound engine on two nodes with both families',
          'one that judges only the first family',
          'no engine on two nodes with both families',
        ],
      ],
    ],
  ],
])('the words %j need only the clusters and engines of their rows', (only, clusters) => {
  expect(planned(only)).toEqual(clusters);
});

test('words that occur in no name are refused', () => {
  expect(() => matrixPlan(['S1', 'S9'])).toThrow(`expected words of a row's name, found "S9"; rows: S1: `);
});

test('there is a case for every defect that an engine can be given', () => {
  const names = scenarioCases.map(({ name }) => name);
  expect(scenariosOfDefects.filter(([defect]) => !names.includes(`one that ${defect}`))).toEqual([]);
});
