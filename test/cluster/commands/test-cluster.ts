import { Command, Option } from 'commander';
import { ScsNetworkingError } from '../../../results-parsers/core/errors.ts';
import { interruptWaits } from '../../parts/interrupt-waits.ts';
import { runJest } from '../../parts/jest.ts';
import { pinnedMinors } from '../builds/pins.ts';
import {
  KUBERNETES_VARIABLE,
  SONOBUOY_VARIABLE,
  TESTED_KUBERNETES,
  TESTED_SONOBUOY,
} from '../builds/tested-versions.ts';
import { down } from '../lifecycle/cluster.ts';
import { configurationNames, configurationsOf } from '../matrix/configurations.ts';
import { controllerNames, controllersOf } from '../matrix/controllers/controller-configurations.ts';
import { KUBECONFIG_VARIABLE, SHARED_CLUSTER } from '../shared/test-target.ts';
import { absoluteKubeconfig, argumentsOnAnyCluster, versionToExpect } from './any-cluster.ts';

interface TestOptions {
  readonly kubernetes?: string;
  readonly sonobuoy: string;
  readonly matrix?: 'engines' | 'controllers' | 'checks' | 'defects' | 'sound';
  readonly only?: readonly string[];
  readonly repeat: number;
  readonly minutes: number;
  readonly existing: boolean;
}

const program = new Command('test:cluster')
  .description('The tests that need a real cluster.')
  .option(
    '--kubernetes <minor>',
    `Kubernetes version of the clusters, which must have pins (default: ${TESTED_KUBERNETES}; with --existing, the version of that cluster)`,
  )
  .option('--sonobuoy <minor>', 'Sonobuoy version of the test clusters, which must have pins', TESTED_SONOBUOY)
  .addOption(
    new Option(
      '--matrix <which>',
      "instead of the tests: run the plugin on every engine and, unless --kubernetes names one, on every version, and renew docs/engines.md; or run the check of Ingress on every Ingress controller, and renew docs/ingress-controllers.md; or bring clusters into every state that the checks distinguish, and run every NetworkPolicy scenario on sound and defective engines; or give an engine one defect after another, and record in docs/defects.json which of our checks and of upstream's specs notice it, continuing where it stopped; or run the scenarios on engines without a defect of ours",
    ).choices(['engines', 'controllers', 'checks', 'defects', 'sound']),
  )
  .addOption(
    new Option(
      '--only <row...>',
      `only these rows of the matrix: ${configurationNames.join(', ')}; or ${controllerNames.join(', ')}; or words in the name of a state or scenario, or of a defect, such as "ignores egress" or "samples: ignores", to repeat it`,
    ),
  )
  .addOption(
    new Option('--repeat <times>', 'of the matrix: the number of consecutive runs on each engine, to find flaky specs')
      .argParser(Number)
      .default(1),
  )
  .addOption(
    new Option('--minutes <minutes>', 'of the matrix of defects: start nothing more after this many')
      .argParser(Number)
      .default(55),
  )
  .option(
    '--existing',
    'use the cluster that KUBECONFIG names instead of a test cluster, such as one of kind with the plugin image; only files that need nothing but its API run; its namespace sonobuoy must be free',
    false,
  )
  .argument('[jest...]', 'additional arguments of jest, such as a test file')
  .addHelpText(
    'after',
    '\nExamples:\n  npm run test:cluster\n  npm run test:cluster -- --kubernetes 1.34 test/cluster/tests/runs/plugin.test.ts\n  npm run test:cluster -- --sonobuoy 0.56 test/cluster/tests/runs/run.test.ts\n  KUBECONFIG=~/.kube/config npm run test:cluster -- --existing test/cluster/tests/runs/plugin.test.ts\n  npm run test:cluster -- --matrix engines\n  npm run test:cluster -- --matrix controllers --only traefik\n  npm run test:cluster -- --matrix checks --only S1 S4 named-port\n  npm run test:cluster -- --matrix defects --minutes 25\n  npm run test:cluster -- --matrix engines --kubernetes 1.36 --only "cilium enable-policy=always"\n',
  )
  .passThroughOptions()
  .action(runTests);

/** Jest rejects unknown options, so the tests get the version in an environment variable. */
async function runTests(
  jestArguments: readonly string[],
  { kubernetes, sonobuoy, matrix, only, repeat, minutes, existing: onExisting }: TestOptions,
): Promise<void> {
  if (matrix === 'checks') {
    const { runCheckMatrix } = await import('../matrix/check-matrix.ts');
    process.exitCode = (await runCheckMatrix(kubernetes ?? TESTED_KUBERNETES, only)) ? 0 : 1;
    return;
  }
  if (matrix === 'defects') {
    const { runDefectMatrix } = await import('../matrix/defects/defect-matrix.ts');
    const all = await runDefectMatrix({ kubernetes: kubernetes ?? TESTED_KUBERNETES, only, minutes });
    process.exitCode = all ? 0 : 1;
    return;
  }
  if (matrix === 'sound') {
    const { runSoundEngines } = await import('../matrix/defects/sound-runs.ts');
    process.exitCode = (await runSoundEngines(kubernetes ?? TESTED_KUBERNETES, only, repeat)) ? 0 : 1;
    return;
  }
  if (matrix !== undefined) {
    const names = matrix === 'engines' ? configurationNames : controllerNames;
    const unknown = only?.filter((name) => !names.includes(name)) ?? [];
    if (unknown.length > 0) program.error(`expected rows of the matrix (${names.join(', ')}), found ${unknown}`);
  }
  if (matrix === 'controllers') {
    const { runControllerMatrix } = await import('../matrix/controllers/controller-matrix.ts');
    process.exitCode = (await runControllerMatrix(kubernetes ?? TESTED_KUBERNETES, controllersOf(only))) ? 0 : 1;
    return;
  }
  if (matrix === 'engines') {
    const { runEngineMatrix } = await import('../matrix/engines.ts');
    const minors = kubernetes === undefined ? await pinnedMinors('kubernetes') : [kubernetes];
    process.exitCode = (await runEngineMatrix(minors, configurationsOf(only), repeat)) ? 0 : 1;
    return;
  }
  interruptWaits();
  if (onExisting) {
    const kubeconfig = process.env['KUBECONFIG'];
    if (!kubeconfig) {
      throw new ScsNetworkingError('USAGE', 'expected KUBECONFIG to name a cluster for --existing, found it not set');
    }
    const existing = absoluteKubeconfig(kubeconfig);
    const args = argumentsOnAnyCluster(jestArguments);
    const minor = kubernetes ?? (await versionToExpect(existing));
    await runOn(args, { [KUBERNETES_VARIABLE]: minor, [SONOBUOY_VARIABLE]: sonobuoy, [KUBECONFIG_VARIABLE]: existing });
    return;
  }
  try {
    await runOn(jestArguments, {
      [KUBERNETES_VARIABLE]: kubernetes ?? TESTED_KUBERNETES,
      [SONOBUOY_VARIABLE]: sonobuoy,
    });
  } finally {
    await down(SHARED_CLUSTER);
  }
}

/** @param env environment variables for the tests */
async function runOn(args: readonly string[], env: Readonly<Record<string, string>>): Promise<void> {
  const { passed, failed } = await runJest({ project: 'cluster', args, env });
  process.stdout.write(`${passed} passed, ${failed} failed\n`);
  process.exitCode = failed === 0 && passed > 0 ? 0 : 1;
}

try {
  await program.parseAsync();
} catch (error) {
  if (!(error instanceof ScsNetworkingError)) throw error;
  program.error(error.message, { exitCode: error.code === 'USAGE' ? 2 : 1 });
}
