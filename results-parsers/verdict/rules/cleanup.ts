import { counted } from '../counted.ts';
import { type Finding, finding } from '../finding.ts';
import type { Rule } from './rule.ts';

/** Nothing of the run is left in the cluster, and that is known. It says nothing about the cluster's networking. */
export const nothingIsLeftBehind: Rule = ({ evidence }) => {
  if (evidence.runRecord?.state !== 'read') return [];
  const { path, value } = evidence.runRecord;
  if (value.cleanup === null) return [];
  const { left, problem } = value.cleanup;
  const position = [{ path, line: null }];
  const findings: Finding[] = [];
  if (left.length > 0) {
    findings.push(
      finding('objects-left', {
        text: `${counted(left.length, 'namespace')} that runs of the plugin made could not be deleted in time: ${left.join(', ')}.`,
        remedy: `If they are still there: kubectl delete namespace ${left.join(' ')}`,
        evidence: position,
      }),
    );
  }
  if (problem !== null) {
    findings.push(
      finding('cleanup-unknown', {
        text: `It is not known whether the run left something in the cluster: ${problem}`,
        remedy: 'The next run of the plugin removes what this one left.',
        evidence: position,
      }),
    );
  }
  return findings;
};
