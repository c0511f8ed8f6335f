import { describe, expect, test } from '@jest/globals';
import type { NodeKind } from '../../../src/cluster/nodes.ts';
import { aboutNodes } from '../../../src/sonobuoy/about-nodes.ts';

const node = (name: string, changes: Partial<NodeKind> = {}): NodeKind => ({
  ...{ name, isOpen: true, operatingSystem: 'linux', architecture: 'amd64' },
  ...changes,
});
const windows = { operatingSystem: 'windows' };
const arm = { architecture: 'arm64' };

describe('a look at the nodes before a run', () => {
  test('notes nothing if all nodes are alike', () => {
    const nodes = [node('a'), node('b'), node('c', { isOpen: false })];
    expect(aboutNodes(nodes, {})).toEqual({ outcome: 'passed', text: '2 of 3 accept pods, amd64' });
    expect(aboutNodes([node('a')], {}).text).toBe('1 of 1 accepts pods, amd64');
  });

  test.each([
    [
      'no node accepts pods',
      [node('a', { isOpen: false })],
      'not one among 1: each is cordoned, not ready or has a taint. ',
    ],
    ['there is no node', [], 'no node at all. '],
  ])('warns if %s, and says what to do', (_, nodes, found) => {
    const { outcome, text } = aboutNodes(nodes, {});
    expect(outcome).toBe('noted');
    expect(text).toContain(found);
    expect(text).toContain('kubectl uncordon NODE');
  });

  test('warns of Windows nodes that accept pods, and says what to do', () => {
    const { outcome, text } = aboutNodes([node('a'), node('w', windows)], {});
    expect(outcome).toBe('noted');
    expect(text).toMatch(
      /^The node w runs Windows and accepts pods: .* Cordon .*kubectl cordon NODE.* os=windows:NoSchedule\.$/,
    );
  });

  test('names only a few of many nodes', () => {
    const nodes = [node('a'), ...['w1', 'w2', 'w3', 'w4', 'w5'].map((name) => node(name, windows))];
    expect(aboutNodes(nodes, {}).text).toMatch(/^The nodes w1, w2, w3 and 2 more run Windows and accept pods/);
  });

  test('warns of several architectures, unless the pod stays on one', () => {
    const nodes = [node('a'), node('b', arm), node('c', arm)];
    expect(aboutNodes(nodes, {})).toMatchObject({
      outcome: 'noted',
      text: expect.stringMatching(/\(amd64: 1, arm64: 2\).* --node-selector kubernetes\.io\/arch=amd64 keeps/),
    });
    const nodeSelector = new Map([['kubernetes.io/arch', 'arm64']]);
    expect(aboutNodes(nodes, { nodeSelector }).outcome).toBe('passed');
  });
});
