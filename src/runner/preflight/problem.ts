import type { PreflightCode, PreflightProblem } from '../../../results-parsers/documents/run-record/preflight.ts';

/** Which problems make a fair run impossible. */
const STOPPING: Readonly<Record<PreflightCode, boolean>> = {
  'api-unreachable': true,
  'permission-missing': true,
  'no-node': true,
  'namespace-refused': true,
  'pod-refused': true,
  quota: true,
  image: true,
  pods: true,
  'some-nodes': false,
  capacity: false,
  'pull-secret': false,
  'windows-nodes': false,
  'label-delay': false,
};

export function problem(code: PreflightCode, text: string, remedy: string): PreflightProblem {
  return { code, stops: STOPPING[code], text, remedy };
}

/** What helps if admission refuses what the specs make. Their own label is the only one that all of their namespaces have. */
export const EXEMPT_THE_SPECS =
  'Exempt namespaces with the label e2e-run, or all namespaces while the plugin runs, from that policy.';
