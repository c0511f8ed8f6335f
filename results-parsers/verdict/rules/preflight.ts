import { counted } from '../../core/counted.ts';
import { finding } from '../../documents/verdict/finding.ts';
import { specSentence } from '../../standard/spec-sentence.ts';
import type { Rule } from './rule.ts';

/** Reports what the plugin found out before the specs ran: what kept it from running them, and what may have distorted them. */
export const preflightIsReported: Rule = ({ evidence }) => {
  if (evidence.runRecord?.state !== 'read') return [];
  const { path, value } = evidence.runRecord;
  const hasStopped = value.ending === 'preflight-failed';
  return (value.preflight?.problems ?? []).map(({ stops, text, remedy }) =>
    finding(stops && hasStopped ? 'preflight-stopped' : 'preflight-warned', {
      text,
      remedy,
      evidence: [{ path, line: null }],
    }),
  );
};

/** Reports the specs that the plugin chose not to run, and why. A waiver has to exempt them here, too. */
export const leftOutSpecsAreReported: Rule = ({ evidence, specs }) => {
  if (evidence.runRecord?.state !== 'read') return [];
  const { path, value } = evidence.runRecord;
  if (value.leftOut === null || value.settings.runWaived) return [];
  const sentences = new Set(value.leftOut.specs.map(specSentence));
  const skipped = specs.filter(
    ({ name, outcomeBeforeWaivers }) => sentences.has(specSentence(name)) && outcomeBeforeWaivers === 'skipped',
  );
  if (skipped.length === 0) return [];
  return [
    finding('specs-left-out', {
      text: `${counted(skipped.length, 'spec was', 'specs were')} not run: ${value.leftOut.reason}.`,
      remedy: 'Nothing is needed. To see them fail, run the plugin with SCS_RUN_WAIVED=true.',
      evidence: [{ path, line: null }],
      specs: skipped.map(({ name }) => name),
    }),
  ];
};
