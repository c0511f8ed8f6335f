import { describe, expect, test } from '@jest/globals';
import type { ClusterFacts } from '../../../results-parsers/cluster/cluster-facts.ts';
import { addressesInWords, nodesInWords } from '../../../results-parsers/cluster/cluster-words.ts';
import { nodeKinds } from '../../../results-parsers/cluster/node-kinds.ts';

const unknown = {
  operatingSystem: null,
  osImage: null,
  kernel: null,
  architecture: null,
  containerRuntime: null,
  kubelet: null,
};

function withNodes(...kernels: (string | null)[]): ClusterFacts {
  const nodes = kernels.map((kernel, index) => ({ name: `n${index}`, kind: { ...unknown, kernel } }));
  return { id: null, nodes: { path: 'n', count: nodes.length, kinds: nodeKinds(nodes) }, addressFamilies: [] };
}

const known = { ...unknown, operatingSystem: 'linux', osImage: 'Debian 12', kernel: '6.1', architecture: 'arm64' };

describe('nodes in words', () => {
  test.each<[string, ClusterFacts, string | null]>([
    ['not known', { ...withNodes(), nodes: null }, null],
    ['none', withNodes(), '0 nodes'],
    ['one without any facts', withNodes(null), '1 node'],
    ['of one kind', withNodes('6.1', '6.1'), '2 nodes: kernel 6.1'],
    [
      'of two kinds, the more frequent first',
      withNodes('6.1', '6.2', '6.2'),
      '3 nodes: 2 with kernel 6.2; 1 with kernel 6.1',
    ],
    ['one of them without any facts', withNodes('6.1', null), '2 nodes: 1 with kernel 6.1; 1 with nothing known'],
    [
      'of many kinds',
      withNodes('1', '2', '3', '4', '5'),
      '5 nodes: 1 with kernel 1; 1 with kernel 2; 1 with kernel 3; 2 further kinds',
    ],
    [
      'that say all',
      {
        ...withNodes(),
        nodes: {
          path: 'n',
          count: 1,
          kinds: [{ ...known, containerRuntime: 'cri-o://1', kubelet: 'v1.36.3', names: ['n'] }],
        },
      },
      '1 node: Debian 12, kernel 6.1, arm64, cri-o://1, kubelet v1.36.3',
    ],
    [
      'without the name of a distribution',
      { ...withNodes(), nodes: { path: 'n', count: 1, kinds: [{ ...known, osImage: null, names: ['n'] }] } },
      '1 node: linux, kernel 6.1, arm64',
    ],
  ])('%s', (_what, facts, words) => {
    expect(nodesInWords(facts)).toBe(words);
  });
});

describe('addresses in words', () => {
  test.each<[ClusterFacts['addressFamilies'], string | null]>([
    [[], null],
    [[{ of: 'pods', family: 'IPv6', path: '' }], 'IPv6'],
    [
      [
        { of: 'nodes', family: 'IPv4', path: '' },
        { of: 'services', family: 'IPv4', path: '' },
      ],
      'IPv4',
    ],
    [
      [
        { of: 'nodes', family: 'IPv4', path: '' },
        { of: 'pods', family: 'IPv4', path: '' },
        { of: 'pods', family: 'IPv6', path: '' },
      ],
      'nodes IPv4, pods IPv4 and IPv6',
    ],
  ])('%j', (addressFamilies, words) => {
    expect(addressesInWords({ id: null, nodes: null, addressFamilies })).toBe(words);
  });
});
