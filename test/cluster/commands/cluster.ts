import { Command, Option } from 'commander';
import { execa } from 'execa';
import { ScsNetworkingError } from '../../../results-parsers/core/errors.ts';
import { testClusterAccess } from '../access/access.ts';
import { TESTED_KUBERNETES, TESTED_SONOBUOY } from '../builds/tested-versions.ts';
import { down, up } from '../lifecycle/cluster.ts';
import { interruptTakesDown } from '../lifecycle/interrupt.ts';
import { load } from '../lifecycle/load.ts';
import { processesOf } from '../machine/cgroups.ts';
import { say } from '../progress/steps.ts';
import { clusterLayout } from '../state/layout.ts';
import {
  AdminPolicyApi,
  DefaultPolicies,
  describeEngine,
  describeNodes,
  Engine,
  findState,
  Ingress,
  IpFamily,
  readState,
} from '../state/state.ts';

interface Named {
  readonly name: string;
}

interface UpOptions extends Named {
  readonly engine: Engine;
  readonly kubernetes: string;
  readonly sonobuoy: string;
  readonly ciliumOption: readonly string[];
  readonly adminPolicyApi?: AdminPolicyApi;
  readonly defaultPolicies: DefaultPolicies['kind'];
  readonly defaultPoliciesExempt?: string;
  readonly ingress: Ingress['controller'];
  readonly ingressAs?: Ingress['as'];
  readonly nodes: '1' | '2';
  readonly ipFamily: IpFamily;
}

const nameOption = () =>
  new Option('--name <name>', 'which test cluster; several can run side by side').default('scs').argParser((value) => {
    if (!/^[a-z0-9][a-z0-9-]{0,30}$/.test(value)) {
      throw new ScsNetworkingError('USAGE', `expected a name of a-z, 0-9 and -, found ${JSON.stringify(value)}`);
    }
    return value;
  });

const ciliumOption = () =>
  new Option('--cilium-option <key=value>', "a setting of Cilium's agent, may be repeated; order does not matter")
    .default([])
    .argParser((value, previous: readonly string[]) => {
      if (!/^[a-z0-9][a-z0-9-]*=\S+$/.test(value)) {
        const example = 'such as policy-cidr-match-mode=pods';
        throw new ScsNetworkingError('USAGE', `expected key=value, ${example}, found ${JSON.stringify(value)}`);
      }
      return [...previous, value].sort();
    });

const program = new Command('cluster')
  .description('A real Kubernetes cluster on this one machine, built from pinned Go modules, without a registry.')
  .enablePositionalOptions();

program
  .command('up')
  .description('start the cluster; if it runs already, switch its policy engine')
  .addOption(nameOption())
  .addOption(
    new Option('--engine <engine>', 'what enforces NetworkPolicies').choices(Engine.options).default('enforcing'),
  )
  .addOption(ciliumOption())
  .addOption(
    new Option(
      '--admin-policy-api <version>',
      'policies for administrators that the API server has, enforced or not (default: those that the engine enforces)',
    ).choices(AdminPolicyApi.options),
  )
  .addOption(
    new Option('--default-policies <kind>', 'what an operator puts into every new namespace')
      .choices(DefaultPolicies.shape.kind.options)
      .default('none'),
  )
  .option('--default-policies-exempt <label>', 'namespaces with this label get no default policy, such as e2e-run')
  .addOption(
    new Option('--ingress <controller>', 'which Ingress controller runs')
      .choices(Ingress.shape.controller.options)
      .default('none'),
  )
  .addOption(
    new Option(
      '--ingress-as <class>',
      'what its IngressClass is: the default one, another one, or a default one whose Ingresses get no address, or one where nobody is (default: "default")',
    ).choices(Ingress.shape.as.options),
  )
  .addOption(
    new Option('--nodes <count>', 'one node, or a second one beside that with the control plane')
      .choices(['1', '2'])
      .default('1'),
  )
  .addOption(
    new Option('--ip-family <family>', 'addresses of nodes, pods and services; dual: of both families, IPv4 first')
      .choices(IpFamily.options)
      .default('ipv4'),
  )
  .option(
    '--kubernetes <minor>',
    'Kubernetes version, one that test/cluster/modules/kubernetes has pins for',
    TESTED_KUBERNETES,
  )
  .option(
    '--sonobuoy <minor>',
    'Sonobuoy version, one that test/cluster/modules/sonobuoy has pins for',
    TESTED_SONOBUOY,
  )
  .addHelpText(
    'after',
    '\nExamples:\n  npm run cluster -- up\n  npm run cluster -- up --engine cilium --cilium-option policy-cidr-match-mode=pods\n  npm run cluster -- up --engine npa-v1alpha2 --default-policies deny --default-policies-exempt e2e-run\n  npm run cluster -- up --nodes 2 --ip-family dual\n  npm run cluster -- up --ingress haproxy\n  npm run cluster -- up --ingress skipper --ingress-as other\n',
  )
  .action(async (upOptions: UpOptions) => {
    const { ciliumOption: ciliumOptions, defaultPolicies: kind, defaultPoliciesExempt, ...others } = upOptions;
    const { ingress: controller, ingressAs, nodes: count, ...rest } = others;
    const options = { ...rest, nodes: count === '2' ? 2 : 1 } as const;
    const defaultPolicies = { kind, exempt: defaultPoliciesExempt ?? null };
    if (ingressAs !== undefined && controller === 'none') {
      throw new ScsNetworkingError(
        'USAGE',
        'expected --ingress-as with --ingress haproxy or skipper, found no controller',
      );
    }
    const ingress = { controller, as: ingressAs ?? 'default' };
    if (ciliumOptions.length > 0 && options.engine !== 'cilium') {
      throw new ScsNetworkingError('USAGE', `expected --cilium-option with --engine cilium, found ${options.engine}`);
    }
    const interrupt = interruptTakesDown(options.name);
    const state = await up({ ...options, ciliumOptions, defaultPolicies, ingress }, say).catch((error: unknown) =>
      interrupt.instead(error),
    );
    interrupt.disarm();
    const nodes = describeNodes({ nodes: state.machines.length, ipFamily: state.ipFamily });
    say(
      `cluster ${state.name} is up: Kubernetes ${state.kubernetes}, policy engine ${describeEngine(state)}, ${nodes}`,
    );
    say(`npm run cluster -- exec --name ${state.name} -- kubectl get nodes`);
  });

program
  .command('status')
  .description('say whether the cluster runs')
  .addOption(nameOption())
  .action(async ({ name }: Named) => {
    const state = await findState(clusterLayout(name));
    const processes = await processesOf(name);
    const line =
      state === undefined
        ? `${name}: not up, ${processes.length} processes`
        : `${name}: Kubernetes ${state.kubernetes}, policy engine ${describeEngine(state)}, ${processes.length} processes`;
    process.stdout.write(`${line}\n`);
    process.exitCode = state !== undefined && processes.includes(state.machines[0].init) ? 0 : 1;
  });

program
  .command('exec')
  .description('run a command with KUBECONFIG set and the cluster reachable')
  .addOption(nameOption())
  .argument('<command...>')
  .passThroughOptions()
  .action(async (command: string[], { name }: Named) => {
    const { wrap, env } = testClusterAccess(await readState(clusterLayout(name)));
    const [file = 'sh', ...args] = wrap(command);
    // The command gets a terminal's Ctrl-C itself, and decides what becomes of it.
    process.on('SIGINT', () => undefined);
    const result = await execa(file, args, { env, stdio: 'inherit', reject: false });
    process.exitCode = result.exitCode ?? 1;
  });

program
  .command('load')
  .description('import a locally built image')
  .addOption(nameOption())
  .argument('<image>', 'a docker archive, or the name of an image that buildah or podman built')
  .action(async (image: string, { name }: Named) => load(name, image));

program
  .command('down')
  .description('take the cluster down and remove everything it left, also after a crash')
  .addOption(nameOption())
  .action(async ({ name }: Named) => down(name));

try {
  await program.parseAsync();
} catch (error) {
  if (!(error instanceof ScsNetworkingError)) {
    throw error;
  }
  const cause = error.cause instanceof Error ? `\n${error.cause.message}` : '';
  say(`${error.message}${cause}`);
  process.exitCode = error.code === 'USAGE' ? 2 : 1;
}
