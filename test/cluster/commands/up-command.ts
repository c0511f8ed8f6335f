import { Command, Option } from 'commander';
import { ScsNetworkingError } from '../../../results-parsers/core/errors.ts';
import { TESTED_KUBERNETES, TESTED_SONOBUOY } from '../builds/tested-versions.ts';
import { up } from '../lifecycle/cluster.ts';
import { interruptTakesDown } from '../lifecycle/interrupt.ts';
import { say } from '../progress/steps.ts';
import type { ClusterOptions } from '../state/cluster-options.ts';
import {
  AdminPolicyApi,
  DefaultPolicies,
  describeEngine,
  describeNodes,
  Engine,
  Ingress,
  IpFamily,
  isCilium,
} from '../state/state.ts';
import { type Named, nameOption } from './name-option.ts';

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
  readonly ingressOption: readonly string[];
  readonly nodes: '1' | '2';
  readonly ipFamily: IpFamily;
}

/** @param example an example of a setting */
const settingOption = (flag: string, whose: string, example: string) =>
  new Option(`${flag} <key=value>`, `a setting of ${whose}; may be repeated, in any order`)
    .default([])
    .argParser((value, previous: readonly string[]) => {
      if (!/^[a-z0-9][a-z0-9.-]*=\S+$/.test(value)) {
        throw new ScsNetworkingError('USAGE', `expected key=value, such as ${example}, found ${JSON.stringify(value)}`);
      }
      return [...previous, value].sort();
    });

/** `npm run cluster -- up` */
export const upCommand = new Command('up')
  .description('start the cluster; if it already runs, switch its policy engine')
  .addOption(nameOption())
  .addOption(new Option('--engine <engine>', 'the policy engine').choices(Engine.options).default('enforcing'))
  .addOption(settingOption('--cilium-option', "Cilium's agent", 'policy-cidr-match-mode=pods'))
  .addOption(
    new Option(
      '--admin-policy-api <version>',
      'version of admin network policies that the API server has, enforced or not (default: the one that the engine enforces)',
    ).choices(AdminPolicyApi.options),
  )
  .addOption(
    new Option('--default-policies <kind>', 'policies that an operator creates in every new namespace')
      .choices(DefaultPolicies.shape.kind.options)
      .default('none'),
  )
  .option('--default-policies-exempt <label>', 'namespaces with this label get no default policy, such as e2e-run')
  .addOption(
    new Option('--ingress <controller>', 'the Ingress controller')
      .choices(Ingress.shape.controller.options)
      .default('none'),
  )
  .addOption(
    new Option(
      '--ingress-as <class>',
      'its IngressClass: the default one, another one, or a default one whose Ingresses get no address, or an address at which nothing listens (default: "default")',
    ).choices(Ingress.shape.as.options),
  )
  .addOption(settingOption('--ingress-option', 'Traefik', 'providers.kubernetesgateway=true'))
  .addOption(
    new Option('--nodes <count>', 'one node, or a second one beside the one with the control plane')
      .choices(['1', '2'])
      .default('1'),
  )
  .addOption(
    new Option('--ip-family <family>', 'address family of nodes, pods and services; dual: both families, IPv4 first')
      .choices(IpFamily.options)
      .default('ipv4'),
  )
  .option(
    '--kubernetes <minor>',
    'Kubernetes version, which must have pins in test/cluster/modules/kubernetes',
    TESTED_KUBERNETES,
  )
  .option(
    '--sonobuoy <minor>',
    'Sonobuoy version, which must have pins in test/cluster/modules/sonobuoy',
    TESTED_SONOBUOY,
  )
  .addHelpText(
    'after',
    '\nExamples:\n  npm run cluster -- up\n  npm run cluster -- up --engine cilium --cilium-option policy-cidr-match-mode=pods\n  npm run cluster -- up --engine npa-v1alpha2 --default-policies deny --default-policies-exempt e2e-run\n  npm run cluster -- up --nodes 2 --ip-family dual\n  npm run cluster -- up --ingress haproxy\n  npm run cluster -- up --ingress skipper --ingress-as other\n  npm run cluster -- up --ingress traefik --ingress-option providers.kubernetesingress.strictprefixmatching=true\n',
  )
  .action(bringUp);

/** @throws USAGE for options that contradict each other */
function clusterOptions(given: UpOptions): ClusterOptions {
  const { ciliumOption: ciliumOptions, defaultPolicies: kind, defaultPoliciesExempt, ...others } = given;
  const { ingress: controller, ingressAs, ingressOption: ingressOptions, nodes: count, ...rest } = others;
  const defaultPolicies = { kind, exempt: defaultPoliciesExempt ?? null };
  if (ingressAs !== undefined && controller === 'none') {
    throw new ScsNetworkingError(
      'USAGE',
      'expected --ingress-as with --ingress haproxy, skipper or traefik, found no controller',
    );
  }
  if (ingressOptions.length > 0 && controller !== 'traefik') {
    throw new ScsNetworkingError('USAGE', `expected --ingress-option with --ingress traefik, found ${controller}`);
  }
  const settings = ingressOptions.length === 0 ? {} : { options: ingressOptions };
  const ingress = { controller, as: ingressAs ?? 'default', ...settings };
  if (ciliumOptions.length > 0 && !isCilium(rest.engine)) {
    throw new ScsNetworkingError('USAGE', `expected --cilium-option with --engine cilium, found ${rest.engine}`);
  }
  return { ...rest, nodes: count === '2' ? 2 : 1, ciliumOptions, defaultPolicies, ingress };
}

async function bringUp(given: UpOptions): Promise<void> {
  const options = clusterOptions(given);
  const interrupt = interruptTakesDown(options.name);
  const state = await up(options, say).catch((error: unknown) => interrupt.instead(error));
  interrupt.disarm();
  const nodes = describeNodes({ nodes: state.machines.length, ipFamily: state.ipFamily });
  say(`cluster ${state.name} is up: Kubernetes ${state.kubernetes}, policy engine ${describeEngine(state)}, ${nodes}`);
  say(`npm run cluster -- exec --name ${state.name} -- kubectl get nodes`);
}
