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

const [block] = blocksRunBy('test/cluster/tests/docs/faults.test.ts');
const commands = block?.commands ?? [];

/** The exit code of each command of the page, and what its connections print. */
async function resultsOf(access: ClusterAccess): Promise<string[]> {
  const results: string[] = [];
  for (const command of commands) {
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
  ['enforcing', 'TIMEOUT'],
  ['kube-router', 'REFUSED'],
  ['cilium', 'TIMEOUT'],
] as const)('with the engine %s', (engine, found) => {
  let access: ClusterAccess;

  beforeAll(async () => {
    access = testClusterAccess(await up({ name: NAME, kubernetes: TESTED_KUBERNETES, engine }, say));
  }, 60 * MINUTE);

  afterAll(() => down(NAME), 2 * MINUTE);

  test(
    'the commands of the page show the fault with names of ports of sidecars, and nothing else wrong',
    async () => {
      expect(await resultsOf(access)).toEqual([
        'apply: exit code 0',
        'wait: exit code 0',
        'get: 8081',
        `exec: ${found}`,
        'patch: exit code 0',
        'sleep: exit code 0',
        'exec: exit code 0',
        'delete: exit code 0',
      ]);
    },
    5 * MINUTE,
  );
});
