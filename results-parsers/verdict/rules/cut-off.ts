import { finding } from '../../documents/verdict/finding.ts';
import type { Evidence } from '../../evidence/evidence.ts';
import { AGGREGATOR_PORT, policiesCuttingOff } from '../../policy-model/run-policies.ts';
import type { Rule } from './rule.ts';

/** The policies, by name, that kept the plugin's results from arriving; empty: they arrived, or nothing is known that kept them. */
export function cutOffBy({ plugin, runPolicies, runRecord, attempts }: Evidence): string[] {
  if (plugin === null || runPolicies === null) return [];
  const hasResults =
    (runRecord !== null && runRecord.state !== 'missing') || attempts.some(({ junit }) => junit.length > 0);
  if (hasResults) return [];
  return [...new Set(policiesCuttingOff(runPolicies, plugin.name).map(({ name }) => name))].sort();
}

/** If the plugin left no results, no policy kept its pod from sending them. */
export const pluginWasNotCutOff: Rule = ({ evidence }) => {
  const names = cutOffBy(evidence);
  const { runPolicies } = evidence;
  if (names.length === 0 || runPolicies === null) return [];
  const { namespace, path } = runPolicies;
  const policies = `the NetworkPolic${names.length > 1 ? 'ies' : 'y'} ${names.join(', ')}`;
  return [
    finding('plugin-cut-off', {
      text: `The plugin's results did not arrive: ${policies} in Sonobuoy's namespace ${namespace} ${names.length > 1 ? 'allow' : 'allows'} no connection from the plugin's pod to Sonobuoy's own (TCP port ${AGGREGATOR_PORT}).`,
      remedy: `Exempt the namespace ${namespace} from whatever makes such policies, by its name or by a label (\`scs-networking run --namespace-label KEY=VALUE\` gives it one), and run the plugin again. The namespaces of the specs need the same: upstream's suite gives each of them the label e2e-run, and no label of yours.`,
      evidence: [{ path, line: null }],
    }),
  ];
};
