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

const WORKED = 'exit code 0';

// A test for each engine that the page names: once it does not fail any more, the page has to say in which version.
describe.each([
  { engine: 'enforcing', sidecarPort: 'TIMEOUT', egressByName: WORKED, policyTypes: WORKED },
  { engine: 'kube-router', sidecarPort: 'REFUSED', egressByName: 'REFUSED', policyTypes: WORKED },
  { engine: 'cilium', sidecarPort: 'TIMEOUT', egressByName: WORKED, policyTypes: 'TIMEOUT' },
] as const)('with the engine $engine', ({ engine, ...found }) => {
  let access: ClusterAccess;

  beforeAll(async () => {
    access = testClusterAccess(await up({ name: NAME, kubernetes: TESTED_KUBERNETES, engine }, say));
  }, 60 * MINUTE);

  afterAll(() => down(NAME), 2 * MINUTE);

  test.each([
    { section: 0, what: 'names of ports of sidecars', before: ['wait', 'get'], first: found.sidecarPort },
    {
      section: 1,
      what: 'egress by the name of a port of another namespace',
      before: ['wait', 'wait'],
      first: found.egressByName,
    },
    {
      section: 2,
      what: 'rules of a direction that policyTypes does not name',
      before: ['wait'],
      first: found.policyTypes,
    },
  ])(
    'the commands of the page show what it does with $what, and nothing else wrong',
    async ({ section, before, first }) => {
      expect(await resultsOf(access, section)).toEqual([
        `apply: ${WORKED}`,
        ...before.map((verb) => `${verb}: ${verb === 'get' ? '8081' : WORKED}`),
        `exec: ${first}`,
        ...['patch', 'sleep', 'exec', 'delete'].map((verb) => `${verb}: ${WORKED}`),
      ]);
    },
    5 * MINUTE,
  );
});
