import { describe, expect, test } from '@jest/globals';
import { laneCount, spread } from '../../../../src/checks/network-policy-beyond-upstream/lanes.ts';
import { scenarioGroups } from '../../../../src/checks/network-policy-beyond-upstream/scenarios/all.ts';
import { waitsIn } from '../../../../src/checks/network-policy-beyond-upstream/waits.ts';
import { modelDefects } from '../../../results-parsers/policy-model/defects/model-defects.ts';
import { arenaOnTwoNodes, seenByScenarios } from './seen-by-scenarios.ts';

const arena = arenaOnTwoNodes();
const works = scenarioGroups.map((group) => ({ group, waits: waitsIn(arena, group) }));

test.each([
  [undefined, 1, 1],
  [0, 1, 1],
  [27, 1, 1],
  [28, 2, 2],
  [34, 3, 3],
  [40, 4, 3],
  [47, 5, 3],
  [53, 6, 3],
  [500, 6, 3],
])(
  'with room for %p more pods, scenarios run in %p arenas, or in %p if each pod has several containers',
  (freePods, lanes, lanesOfSeveral) => {
    expect(laneCount(freePods, 1)).toBe(lanes);
    expect(laneCount(freePods, 5)).toBe(lanesOfSeveral);
  },
);

describe.each([1, 2, 3, 6])('in %p lanes', (count) => {
  const lanes = spread(works, count);

  test('every group runs once, in order', () => {
    const order = lanes.map((lane) => lane.map((work) => works.indexOf(work)));
    for (const lane of order) expect(lane).toEqual(lane.toSorted((a, b) => a - b));
    expect(order.flat().toSorted((a, b) => a - b)).toEqual(works.map((_, index) => index));
  });

  test('no lane waits more than once more than another', () => {
    const waits = lanes.map((lane) => lane.reduce((sum, work) => sum + work.waits, 0));
    expect(Math.max(...waits) - Math.min(...waits)).toBeLessThanOrEqual(1);
  });

  test.each(modelDefects)('an engine that $name is noticed if it is noticed in one lane', (defect) => {
    const inLanes = lanes.flatMap((lane) =>
      seenByScenarios(
        defect,
        lane.map(({ group }) => group),
        arena,
      ),
    );
    // State that an engine keeps from one scenario may show in the next one, whichever that is.
    expect(inLanes.length > 0).toBe(seenByScenarios(defect, scenarioGroups, arena).length > 0);
  });
});
