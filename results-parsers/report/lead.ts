import { allOf, counted } from '../core/counted.ts';
import type { Effect } from '../documents/verdict/finding.ts';
import type { Verdict } from '../documents/verdict/verdict.ts';
import { decidesVerdict } from '../standard/levels.ts';
import { type CauseGroup, causeGroups } from './cause-groups.ts';

/** Why the verdict is what it is, and what to do: causes, with what follows from each; what decides comes first. */
export type Lead = { why: string; groups: CauseGroup[] };

const DECISIVE: readonly Effect[] = ['fails', 'voids', 'undetermines'];

export function leadOf(verdict: Verdict): Lead {
  const findings = verdict.clauses.filter(({ level }) => decidesVerdict(level)).flatMap((clause) => clause.findings);
  const groups = causeGroups(findings);
  const decisive = DECISIVE.flatMap((effect) => groups.filter((group) => group.effect === effect));
  return { why: whyOf(verdict), groups: decisive };
}

function whyOf({ verdict, summary }: Verdict): string {
  switch (verdict) {
    case 'compliant': {
      const { required, waived } = summary;
      const passed = summary.passed + summary.flaky;
      const which = passed === 1 ? '' : `${summary.flaky} of them `;
      const flaky = summary.flaky > 0 ? `, ${which}only when retried` : '';
      if (waived === 0) return `${allOf(required, 'required spec')} ran and passed${flaky}.`;
      const others = counted(waived, 'did not, and a waiver exempts it', 'did not, and waivers exempt them');
      return `${passed} of the ${counted(required, 'required spec')} passed${flaky}; ${others}.`;
    }
    case 'non-compliant':
      return 'The cluster does not meet the standard.';
    case 'inconclusive':
      return 'This archive does not show whether the cluster meets the standard.';
    default:
      return verdict satisfies never;
  }
}
