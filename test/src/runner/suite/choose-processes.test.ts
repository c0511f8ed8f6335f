import { describe, expect, test } from '@jest/globals';
import { chooseProcesses } from '../../../../src/runner/suite/choose-processes.ts';

const node = (cpus: number, freePods: number) => ({ name: 'n', cpus, freePods });

describe('the number of processes', () => {
  test.each([
    ['four for each core', [node(2, 190)], 5, 8],
    ['over all nodes', [node(1, 100), node(1.5, 100)], 5, 10],
    ['at most twelve', [node(64, 200)], 5, 12],
    ['as many as can place their pods', [node(8, 30)], 9, 2],
    ['more if a spec has fewer pods', [node(8, 30)], 5, 4],
    ['at least one', [node(0.1, 1)], 9, 1],
    ['four if nothing is known', [], 9, 4],
  ])('is %s', (_what, nodes, podsPerSpec, processes) => {
    const capacity = { nodes, podsPerSpec, memoryMi: null };
    expect(chooseProcesses(null, capacity)).toMatchObject({ processes, isTooMany: false });
  });

  test.each([
    [2048, [node(64, 200)], 12],
    [2047, [node(64, 200)], 11],
    [768, [node(2, 190)], 4],
    [768, [], 4],
    [512, [], 2],
    [100, [node(2, 190)], 1],
  ])('does not exceed what %i Mi of memory are enough for', (memoryMi, nodes, processes) => {
    expect(chooseProcesses(null, { nodes, podsPerSpec: 5, memoryMi })).toMatchObject({ processes });
  });

  test.each([
    [null, '2 cores of 1 node allow 8, their free pods 30 (5 for a spec), the limit is 12'],
    [
      768,
      '2 cores of 1 node allow 8, their free pods 30 (5 for a spec), the 768 Mi of memory that the plugin requests 4, the limit is 12',
    ],
  ])('comes with its limits (memory: %s)', (memoryMi, reason) => {
    expect(chooseProcesses(null, { nodes: [node(2, 190)], podsPerSpec: 5, memoryMi }).reason).toBe(reason);
  });

  test.each([
    [25, [node(2, 190)], false],
    [31, [node(2, 190)], true],
    [1, [node(2, 0)], false],
    [64, [], false],
  ])('is the requested one: %s', (asked, nodes, isTooMany) => {
    expect(chooseProcesses(asked, { nodes, podsPerSpec: 5, memoryMi: null })).toMatchObject({
      processes: asked,
      isTooMany,
    });
  });
});
