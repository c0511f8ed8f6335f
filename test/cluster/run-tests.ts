import { dirname, join } from 'node:path';
import { Command, Option } from 'commander';
import { execa } from 'execa';
import { ScsNetworkingError } from '../../results-parsers/errors.ts';
import { configurationNames, configurationsOf } from './matrix/configurations.ts';
import { pinnedMinors } from './pins.ts';
import { KUBERNETES_VARIABLE, TESTED_KUBERNETES } from './tested-kubernetes.ts';
import { SONOBUOY_VARIABLE, TESTED_SONOBUOY } from './tested-sonobuoy.ts';

const ROOT = join(import.meta.dirname, '../..');

interface TestOptions {
  readonly kubernetes?: string;
  readonly sonobuoy: string;
  readonly matrix?: 'engines' | 'checks';
  readonly only?: readonly string[];
  readonly repeat: number;
}

const program = new Command('test:cluster')
  .description('The tests that need a real cluster.')
  .option(
    '--kubernetes <minor>',
    `Kubernetes version of the clusters, one that has pins (default: ${TESTED_KUBERNETES})`,
  )
  .option('--sonobuoy <minor>', 'Sonobuoy version of the clusters of tests, one that has pins', TESTED_SONOBUOY)
  .addOption(
    new Option(
      '--matrix <which>',
      'instead of the tests: run the plugin on every engine and, unless --kubernetes names one, on every version, and renew docs/engines.md; or bring clusters into every state that the checks tell apart, and carry out every scenario of NetworkPolicies on sound and on defective engines',
    ).choices(['engines', 'checks']),
  )
  .addOption(
    new Option(
      '--only <row...>',
      `these rows of the matrix: ${configurationNames.join(', ')}; or words of the name of a state or scenario`,
    ),
  )
  .addOption(
    new Option('--repeat <times>', 'of the matrix: run in a row on each engine, to find flaky specs')
      .argParser(Number)
      .default(1),
  )
  .argument('[jest...]', 'further arguments of jest, such as a test file')
  .addHelpText(
    'after',
    '\nExamples:\n  npm run test:cluster\n  npm run test:cluster -- --kubernetes 1.34 test/cluster/plugin.test.ts\n  npm run test:cluster -- --sonobuoy 0.56 test/cluster/run.test.ts\n  npm run test:cluster -- --matrix engines\n  npm run test:cluster -- --matrix checks --only S1 S4 named-port\n  npm run test:cluster -- --matrix engines --kubernetes 1.36 --only "cilium enable-policy=always"\n',
  )
  .passThroughOptions()
  .action(runTests);

/** Jest refuses options that it does not know, so the version comes to the tests in the environment. */
async function runTests(
  jestArguments: readonly string[],
  { kubernetes, sonobuoy, matrix, only, repeat }: TestOptions,
): Promise<void> {
  if (matrix === 'checks') {
    const { runCheckMatrix } = await import('./matrix/check-matrix.ts');
    process.exitCode = (await runCheckMatrix(kubernetes ?? TESTED_KUBERNETES, only)) ? 0 : 1;
    return;
  }
  if (matrix !== undefined) {
    const unknown = only?.filter((name) => !configurationNames.includes(name)) ?? [];
    if (unknown.length > 0)
      program.error(`expected rows of the matrix (${configurationNames.join(', ')}), found ${unknown}`);
    const { runEngineMatrix } = await import('./matrix/engines.ts');
    const minors = kubernetes === undefined ? await pinnedMinors('kubernetes') : [kubernetes];
    process.exitCode = (await runEngineMatrix(minors, configurationsOf(only), repeat)) ? 0 : 1;
    return;
  }
  const jest = join(ROOT, 'node_modules/jest/bin/jest.js');
  const node = ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning'];
  const { exitCode } = await execa(
    process.execPath,
    [...node, jest, ...jestArguments, '--runInBand', '--selectProjects', 'cluster'],
    {
      cwd: ROOT,
      env: {
        [KUBERNETES_VARIABLE]: kubernetes ?? TESTED_KUBERNETES,
        [SONOBUOY_VARIABLE]: sonobuoy,
        PATH: `${dirname(process.execPath)}:${process.env['PATH'] ?? ''}`,
      },
      stdio: 'inherit',
      reject: false,
    },
  );
  process.exitCode = exitCode ?? 1;
}

try {
  await program.parseAsync();
} catch (error) {
  if (!(error instanceof ScsNetworkingError && error.code === 'USAGE')) throw error;
  program.error(error.message, { exitCode: 2 });
}
