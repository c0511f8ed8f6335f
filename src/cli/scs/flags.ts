import type { LeftoverChoice } from '../../sonobuoy/leftover-choice.ts';
import type { LeniencyFlags } from '../options/leniency-flags.ts';

/** The options of `scsCommand`, as commander hands them over. */
export type ScsFlags = LeniencyFlags & {
  kubeconfig: string;
  result_dir_name: string;
  resultsDir?: string;
  scsSonobuoyConfig?: string;
  executionMode: 'serial' | 'parallel' | 'dry';
  arg?: string[];
  namespace: string;
  image?: string;
  registry?: string;
  namespaceLabel?: ReadonlyMap<string, string>;
  leftover: LeftoverChoice;
};
