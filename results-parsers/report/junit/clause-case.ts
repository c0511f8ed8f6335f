import type { ClauseVerdict } from '../../documents/verdict/verdict.ts';
import { decidesVerdict } from '../../standard/levels.ts';
import { type CauseGroup, causeGroups } from '../cause-groups.ts';
import { inWords } from '../severity.ts';
import type { CaseResult, ReportedCase } from './junit-document.ts';

export function clauseCase(clause: ClauseVerdict): ReportedCase {
  return { name: clause.id, seconds: 0, result: resultOf(clause) };
}

function groupText({ cause, consequences }: CauseGroup): string {
  const follow = consequences.map(({ text }) => `   follows from this: ${text}`);
  return [cause.text, `-> ${cause.remedy}`, ...follow].join('\n');
}

/** Only a MUST clause makes a pipeline fail; for the others, a failure would say more than the verdict does. */
function resultOf(clause: ClauseVerdict): CaseResult {
  const { level, outcome, title, findings } = clause;
  const message = `${level}: ${title}: ${inWords(outcome)}`;
  const text = [message, ...causeGroups(findings).map(groupText)].join('\n\n');
  switch (outcome) {
    case 'satisfied':
    case 'declared':
    case 'partly-satisfied':
      return { kind: 'passed', text };
    case 'not-satisfied':
      return decidesVerdict(level)
        ? { kind: 'failure', type: outcome, message, text }
        : { kind: 'skipped', message, text };
    case 'undetermined':
      return decidesVerdict(level)
        ? { kind: 'error', type: outcome, message, text }
        : { kind: 'skipped', message, text };
    default:
      return outcome satisfies never;
  }
}
