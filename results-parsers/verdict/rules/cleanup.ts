import { counted } from '../../core/counted.ts';
import { isDnsLabel } from '../../core/text/dns-label.ts';
import { type Finding, finding } from '../../documents/verdict/finding.ts';
import type { JudgedChecks } from '../judged-checks.ts';
import type { Rule } from './rule.ts';

/** Nothing of the run is known to be left in the cluster. That says nothing about the cluster's networking. */
export const nothingIsLeftBehind: Rule = ({ evidence, checks }) => {
  if (evidence.runRecord?.state !== 'read') return [];
  const { path, value } = evidence.runRecord;
  if (value.cleanup === null) return leftByChecks(checks);
  const { left, problem } = value.cleanup;
  const position = [{ path, line: null }];
  const findings: Finding[] = leftByChecks(checks);
  if (left.length > 0) {
    findings.push(
      finding('objects-left', {
        text: `${counted(left.length, 'namespace')} that runs of the plugin created could not be deleted in time: ${left.join(', ')}.`,
        remedy: remedyFor(left),
        evidence: position,
      }),
    );
  }
  if (problem !== null) {
    findings.push(
      finding('cleanup-unknown', {
        text: `Nobody knows whether the run left anything in the cluster: ${problem}`,
        remedy: 'The next run of the plugin removes what this one left.',
        evidence: position,
      }),
    );
  }
  return findings;
};

/** A command is for copying into a shell: only names that Kubernetes gives to namespaces are in it. */
function remedyFor(namespaces: readonly string[]): string {
  return namespaces.every(isDnsLabel)
    ? `If they are still there: kubectl delete namespace ${namespaces.join(' ')}`
    : 'If they are still there, delete them.';
}

function leftByChecks({ judged }: JudgedChecks): Finding[] {
  // Deleting a namespace takes time, for which the run waits when it ends.
  const left = judged.flatMap(({ observations }) => observations.left.filter((what) => !what.startsWith('Namespace ')));
  if (left.length === 0) return [];
  return [
    finding('objects-left', {
      text: `${counted(left.length, 'object')} that the checks created could not be deleted: ${left.join(', ')}.`,
      remedy: 'If they are still there, delete them.',
      evidence: judged
        .filter(({ observations }) => observations.left.length > 0)
        .flatMap(({ verdict }) => verdict.evidence),
    }),
  ];
}
