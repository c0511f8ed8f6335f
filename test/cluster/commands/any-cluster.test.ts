import { expect, test } from '@jest/globals';
import { absoluteKubeconfig, argumentsOnAnyCluster } from './any-cluster.ts';

const PLUGIN = 'test/cluster/tests/runs/plugin.test.ts';
const ANYWHERE = argumentsOnAnyCluster([]);

test('without arguments, all files run that work on any cluster, and not one that changes parts of a test cluster', () => {
  expect(ANYWHERE).toContain(PLUGIN);
  expect(ANYWHERE).not.toContain('test/cluster/tests/clusters/nodes.test.ts');
});

test.each<[string, string[], string[]]>([
  ['a file', [PLUGIN], [PLUGIN]],
  ['the end of its path', ['runs/plugin.test.ts'], [PLUGIN]],
  ['a path from here', [`./${PLUGIN}`], [PLUGIN]],
  ['a path from the root', [`/home/me/${PLUGIN}`], [PLUGIN]],
  ['options alone', ['--verbose'], [...ANYWHERE, '--verbose']],
  ['names of tests, which may look like paths', ['-t', 'README/x.ts'], [...ANYWHERE, '-t', 'README/x.ts']],
  ['a file and names of tests', ['-t', 'dry', PLUGIN], [PLUGIN, '-t', 'dry']],
])('%s', (_, given, expected) => {
  expect(argumentsOnAnyCluster(given)).toEqual(expected);
});

test.each([['test/cluster/tests/clusters/nodes.test.ts'], ['cluster/nodes.test.ts']])(
  'a file that needs a test cluster is refused, and the message lists the others: %s',
  (file) => {
    expect(() => argumentsOnAnyCluster([PLUGIN, file])).toThrow(
      expect.objectContaining({
        code: 'USAGE',
        message: expect.stringMatching(`any cluster \\(.*${PLUGIN}.*\\), found ${file}$`),
      }),
    );
  },
);

test('a kubeconfig is relative to the directory in which npm was called', () => {
  const before = process.env['INIT_CWD'];
  process.env['INIT_CWD'] = '/home/me/clusters';
  try {
    expect(absoluteKubeconfig('kind.yaml')).toBe('/home/me/clusters/kind.yaml');
    expect(absoluteKubeconfig('/etc/kubeconfig')).toBe('/etc/kubeconfig');
  } finally {
    if (before === undefined) delete process.env['INIT_CWD'];
    else process.env['INIT_CWD'] = before;
  }
});
