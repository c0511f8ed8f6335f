import type { CniDetection } from '../../cluster/cni/detection.ts';
import { counted } from '../../core/counted.ts';
import { finding } from '../../documents/verdict/finding.ts';
import { LABEL_DELAY_SINCE, mayDelayLabels } from '../../standard/cilium-label-delay.ts';
import { labelChangingSpecs } from '../../standard/label-changes.ts';
import { nothingIsEnforced } from '../nothing-enforced.ts';
import { positionsOf } from '../spec-results.ts';
import type { Rule } from './rule.ts';

function pluginMayDelayLabels({ candidates }: CniDetection): boolean {
  const cilium = candidates.find(({ name, running }) => name === 'cilium' && running);
  return cilium !== undefined && mayDelayLabels(cilium.version);
}

/** If the network plugin delays changed labels by a random time, longer than upstream's specs wait, this is reported for the affected specs. */
export const lateLabelsAreReported: Rule = ({ specs, evidence }) => {
  const hit = specs.filter(
    ({ name, outcomeBeforeWaivers: outcome }) =>
      labelChangingSpecs.has(name) && (outcome === 'failed' || outcome === 'flaky'),
  );
  if (hit.length === 0 || !pluginMayDelayLabels(evidence.cni) || nothingIsEnforced(specs)) return [];
  const leaves = hit.map(({ name }) => `'${labelChangingSpecs.get(name)}'`).join(', ');
  return [
    finding('labels-late', {
      text: `${counted(hit.length, 'spec')} that ${hit.length === 1 ? 'changes' : 'change'} a label did not pass at once: ${leaves}. Cilium (since ${LABEL_DELAY_SINCE}) delays a changed label by a random time of up to 30 seconds, and 5 more, before its policies act on it; the spec waits for about 20. This delay alone may be the cause.`,
      remedy:
        'Set identity-max-jitter of Cilium\'s agents to "0s" (with Helm: --set-string extraConfig.identity-max-jitter=0s), restart them, and run again. If it still happens, the network plugin does not follow labels as it should.',
      evidence: positionsOf(hit),
      specs: hit.map(({ name }) => name),
    }),
  ];
};
