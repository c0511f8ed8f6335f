import { expect, test } from '@jest/globals';
import { coresOf, type NodeKind, openArchitectures, openWindowsNodes } from '../../../src/cluster/nodes.ts';

test.each([
  ['2', 2],
  ['1900m', 1.9],
  ['0', 0],
  ['0.5', 0.5],
  ['many', 0],
])('a CPU quantity of %s is %s cores', (quantity, cores) => {
  expect(coresOf(quantity)).toBe(cores);
});

const node = (name: string, changes: Partial<NodeKind> = {}): NodeKind => ({
  ...{ name, isOpen: true, operatingSystem: 'linux', architecture: 'amd64' },
  ...changes,
});

test('nodes with Windows count only if pods without a node selector can be scheduled to them', () => {
  const windows = { operatingSystem: 'windows' };
  const nodes = [node('a'), node('b', windows), node('c', { ...windows, isOpen: false })];
  expect(openWindowsNodes(nodes)).toEqual(['b']);
});

test('architectures are those of Linux nodes that take pods', () => {
  const nodes = [
    ...[node('a'), node('b'), node('c', { architecture: 'arm64' })],
    ...[
      node('d', { architecture: 's390x', isOpen: false }),
      node('e', { architecture: 'x', operatingSystem: 'windows' }),
    ],
  ];
  expect([...openArchitectures(nodes)]).toEqual([
    ['amd64', 2],
    ['arm64', 1],
  ]);
});
