import { isChosen } from '../../checks/choice.ts';
import { checkDefinitions } from '../../checks/registry.ts';
import { type Finding, finding } from '../../documents/verdict/finding.ts';
import type { Evidence } from '../../evidence/evidence.ts';
import type { Clause } from '../../standard/clauses.ts';

/** Why there are no checks of the clause, if the run was started without them on purpose; null: not known to be on purpose. */
export function leftOutOnRequest(clause: Clause['id'], { runRecord }: Evidence): Finding | null {
  const choice = runRecord?.state === 'read' ? runRecord.value.settings.checks : null;
  if (choice === null) return null;
  const isWanted = checkDefinitions.some(
    (check) => check.clause === clause && check.level !== 'advisory' && isChosen(choice, check),
  );
  if (isWanted) return null;
  return finding('checks-left-out', {
    text: `Not checked, because the run was asked to leave it out (SCS_CHECKS=${choice}).`,
    remedy:
      'Nothing is needed for the verdict, which rests on the MUST clause alone. For an answer, run the plugin without --must-only, or with SCS_CHECKS=all.',
  });
}
