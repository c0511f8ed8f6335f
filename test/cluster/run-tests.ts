import { dirname, join } from 'node:path';
import { Command, Option } from 'commander';
import { execa } from 'execa';
import { KUBERNETES_VARIABLE, TESTED_KUBERNETES } from './tested-kubernetes.ts';

const ROOT = join(import.meta.dirname, '../..');

interface TestOptions {
  readonly kubernetes: string;
}

const program = new Command('test:cluster')
  .description('The tests that need a real cluster.')
  .addOption(
    new Option(
      '--kubernetes <minor>',
      'Kubernetes version of the clusters, one with pins in test/cluster/modules',
    ).default(TESTED_KUBERNETES),
  )
  .argument('[jest...]', 'further arguments of jest, such as a test file')
  .addHelpText(
    'after',
    '\nExamples:\n  npm run test:cluster\n  npm run test:cluster -- --kubernetes 1.34 test/cluster/plugin.test.ts\n',
  )
  .passThroughOptions()
  .action(runTests);

/** Jest refuses options that it does not know, so the version comes to the tests in the environment. */
async function runTests(jestArguments: readonly string[], options: TestOptions): Promise<void> {
  const jest = join(ROOT, 'node_modules/jest/bin/jest.js');
  const node = ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning'];
  const { exitCode } = await execa(
    process.execPath,
    [...node, jest, ...jestArguments, '--runInBand', '--selectProjects', 'cluster'],
    {
      cwd: ROOT,
      env: {
        [KUBERNETES_VARIABLE]: options.kubernetes,
        PATH: `${dirname(process.execPath)}:${process.env['PATH'] ?? ''}`,
      },
      stdio: 'inherit',
      reject: false,
    },
  );
  process.exitCode = exitCode ?? 1;
}

await program.parseAsync();
