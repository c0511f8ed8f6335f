import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { execa } from 'execa';
import { blocksRunBy } from '../../../docs/documented-commands.ts';
import { type ClusterAccess, testClusterAccess } from '../../access/access.ts';
import { TESTED_KUBERNETES } from '../../builds/tested-versions.ts';
import { down, up } from '../../lifecycle/cluster.ts';
import { say } from '../../progress/steps.ts';

const NAME = 'faults-test';
const MINUTE = 60_000;
const ROOT = join(import.meta.dirname, '../../../..');

const blocks = blocksRunBy('test/cluster/tests/docs/faults.test.ts');

/** The exit code of each command of the page's section, and what its connections print. */
async function resultsOf(access: ClusterAccess, section: number): Promise<string[]> {
  const results: string[] = [];
  for (const command of blocks[section]?.commands ?? []) {
    const [file = '', ...args] = access.wrap(['bash', '-c', command]);
    const { exitCode, all } = await execa(file, args, { cwd: ROOT, env: access.env, reject: false, all: true });
    const [, verb = ''] = command.split(' ');
    const said = /TIMEOUT|REFUSED|^8081$/m.exec(all)?.[0];
    results.push(`${command.startsWith('sleep') ? 'sleep' : verb}: ${said ?? `exit code ${exitCode}`}`);
  }
  return results;
}

// A test for each engine that the page names: once it does not fail any more, the page has to say in which version.
describe.each([
  { engine: 'enforcing', sidecarPort: 'TIMEOUT', egressByName: 'exit code 0' },
  { engine: 'kube-router', sidecarPort: 'REFUSED', egressByName: 'REFUSED' },
  { engine: 'cilium', sidecarPort: 'TIMEOUT', egressByName: 'exit code 0' },
] as const)('with the engine $engine', ({ engine, sidecarPort, egressByName }) => {
  let access: ClusterAccess;

  beforeAll(async () => {
    access = testClusterAccess(await up({ name: NAME, kubernetes: TESTED_KUBERNETES, engine }, say));
  }, 60 * MINUTE);

  afterAll(() => down(NAME), 2 * MINUTE);

  test(
    'the commands of the page show how it opens names of ports of sidecars, and nothing else wrong',
    async () => {
      expect(await resultsOf(access, 0)).toEqual([
        'apply: exit code 0',
        'wait: exit code 0',
        'get: 8081',
        `exec: ${sidecarPort}`,
        'patch: exit code 0',
        'sleep: exit code 0',
        'exec: exit code 0',
        'delete: exit code 0',
      ]);
    },
    5 * MINUTE,
  );

  test(
    'the commands of the page show how it opens egress by the name of a port of another namespace, and nothing else wrong',
    async () => {
      expect(await resultsOf(access, 1)).toEqual([
        'apply: exit code 0',
        'wait: exit code 0',
        'wait: exit code 0',
        `exec: ${egressByName}`,
        'patch: exit code 0',
        'sleep: exit code 0',
        'exec: exit code 0',
        'delete: exit code 0',
      ]);
    },
    5 * MINUTE,
  );
});
