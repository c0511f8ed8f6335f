import { Option } from 'commander';
import type { SonobuoyTarget } from '../sonobuoy/sonobuoy.ts';

const GROUP = 'Which cluster:';

/** As of kubectl and Sonobuoy. */
export function clusterOptions(): Option[] {
  return [
    new Option('-k, --kubeconfig <file>', 'how to reach it (default: as kubectl does)').helpGroup(GROUP),
    new Option('--context <name>', 'of the kubeconfig, where not its current one').helpGroup(GROUP),
    new Option('-n, --namespace <name>', "Sonobuoy's namespace; it holds one run at a time")
      .default('sonobuoy')
      .helpGroup(GROUP),
  ];
}

export type ClusterFlags = SonobuoyTarget;
