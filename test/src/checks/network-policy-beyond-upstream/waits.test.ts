import { expect, test } from '@jest/globals';
import { asks, onPod, policy, type Step } from '../../../../src/checks/network-policy-beyond-upstream/scenario.ts';
import { triesIn, waitsIn } from '../../../../src/checks/network-policy-beyond-upstream/waits.ts';
import { arenaOnTwoNodes } from './seen-by-scenarios.ts';

const arena = arenaOnTwoNodes();
const denied = policy(arena.x, { ...onPod('x-a'), policyTypes: ['Ingress'], ingress: [] });
const [toDenied, toOther] = [asks(['y-a'], ['x-a'], [8080]), asks(['y-a'], ['x-b'], [8080])];
const step = (policies: Step['policies'], connections: Step['asks']): Step => ({ policies, asks: connections });

test.each<[string, Step[], number]>([
  ['never while nothing is blocked', [step([], toDenied)], 0],
  ['once if connections become blocked', [step([denied], [...toDenied, ...toOther])], 1],
  ['once more if they stay blocked', [step([denied], toDenied), step([denied], toDenied)], 2],
  [
    'twice in a state in which some become blocked and others stay so',
    [
      step([denied], []),
      step(
        [denied, { ...denied, metadata: { ...denied.metadata, name: 'b' }, spec: { ...denied.spec, ...onPod('x-b') } }],
        [...toDenied, ...toOther],
      ),
    ],
    2,
  ],
])('scenarios wait %s', (_, steps, waits) => {
  expect(waitsIn(arena, [{ id: 'end-port-ingress', steps: () => steps }])).toBe(waits);
});

test('a patience of its own counts as if it were in vain', () => {
  const steps = () => [{ ...step([], toDenied), patientSeconds: 11 }];
  expect(waitsIn(arena, [{ id: 'end-port-ingress', steps }])).toBe(5);
});

test('scenarios that do not apply wait for nothing', () => {
  const steps = () => [step([denied], toDenied)];
  expect(waitsIn(arena, [{ id: 'end-port-ingress', notApplicable: () => 'no', steps }])).toBe(0);
});

test('connections of scenarios that apply are counted in each state', () => {
  const steps = () => [step([denied], [...toDenied, ...toOther]), step([], toDenied)];
  const scenario = { id: 'end-port-ingress', steps } as const;
  expect(triesIn(arena, [scenario, { ...scenario, notApplicable: () => 'no' }])).toBe(3);
});
