import { InvalidArgumentError, Option } from 'commander';
import { isDnsLabel } from '../../../results-parsers/core/text/dns-label.ts';
import type { SonobuoyTarget } from '../../sonobuoy/sonobuoy.ts';

const GROUP = 'Which cluster:';

/** As in kubectl and Sonobuoy. */
export function clusterOptions(): Option[] {
  return [
    new Option('-k, --kubeconfig <file>', 'how to reach it (default: as kubectl does)').helpGroup(GROUP),
    new Option('--context <name>', 'context of the kubeconfig to use (default: its current one)').helpGroup(GROUP),
    new Option('-n, --namespace <name>', "Sonobuoy's namespace, which has room for one run at a time")
      .argParser(namespace)
      .default('sonobuoy')
      .helpGroup(GROUP),
  ];
}

/** It appears in commands that people copy into a shell. */
function namespace(name: string): string {
  if (!isDnsLabel(name)) throw new InvalidArgumentError('Expected the name of a namespace such as my-sonobuoy.');
  return name;
}

export type ClusterFlags = SonobuoyTarget;
