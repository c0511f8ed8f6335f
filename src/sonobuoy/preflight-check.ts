import type { ScsNetworkingError } from '../../results-parsers/core/errors.ts';

/** A condition for starting a run. */
export interface PreflightCheck {
  readonly name: 'sonobuoy' | 'cluster' | 'kubernetes' | 'nodes' | 'namespace' | 'policies' | 'other runs';
  /** `noted`: a run can go on, but should be known. `unknown`: an earlier one failed, so that this one could not be looked at. */
  readonly outcome: 'passed' | 'noted' | 'failed' | 'unknown';
  /** What was found; if it failed, also what was expected and what to do next. */
  readonly text: string;
  /** Only of one that failed. */
  readonly error?: ScsNetworkingError;
}

export interface PreflightOptions {
  /** Labels of the nodes that the plugin's pod may come to; left out: all nodes with Linux. */
  readonly nodeSelector?: ReadonlyMap<string, string>;
  /** Labels that Sonobuoy's namespace is to have beside those that it always has. */
  readonly namespaceLabel?: ReadonlyMap<string, string>;
}
