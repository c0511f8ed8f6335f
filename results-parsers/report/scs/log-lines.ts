import { counted } from '../../verdict/counted.ts';
import type { Effect } from '../../verdict/finding.ts';
import type { ClauseVerdict, Verdict } from '../../verdict/verdict.ts';
import { printable } from '../layout.ts';

/** How scs-compliance-check counts a line: by what it begins with. */
const prefixes = ['INFO', 'WARNING', 'ERROR', 'CRITICAL'] as const;
type Prefix = (typeof prefixes)[number];

/**
 * The verdict as lines of a log, for readers of SCS's reports. Lines with ERROR and WARNING are public there, so these say what counts
 * against the cluster, and nothing of the archive beyond the names of specs.
 */
export function scsLogLines(verdict: Verdict): string[] {
  const { subject, archive, tool, summary } = verdict;
  return [
    line('INFO', `${tool.name} ${tool.version}, standard ${verdict.standard.id}: ${verdict.verdict}`),
    line('INFO', `Kubernetes ${subject.serverVersion ?? 'of an unknown version'}, archive sha256:${archive.sha256}`),
    line('INFO', `${counted(summary.required, 'required spec')}: ${summary.passed} passed, ${summary.waived} waived`),
    ...verdict.clauses.flatMap(clauseLines),
    ...failedSpecLines(verdict),
  ];
}

/** Of how many lines scs-compliance-check would say that they are of each kind: it looks at how they begin, in any case. */
export function countedLines(lines: readonly string[]): Record<Lowercase<Prefix>, number> {
  const beginning = (prefix: string): number =>
    lines.filter((each) => each.toLowerCase().startsWith(prefix.toLowerCase())).length;
  return {
    info: beginning('INFO'),
    warning: beginning('WARNING'),
    error: beginning('ERROR'),
    critical: beginning('CRITICAL'),
  };
}

function line(prefix: Prefix, text: string): string {
  return `${prefix}: ${printable(text)}`;
}

function clauseLines({ id, level, outcome, findings }: ClauseVerdict): string[] {
  return [
    line('INFO', `${level} ${id}: ${outcome}`),
    ...findings.map(({ effect, code, text }) => line(prefixOf(effect, level), `${id}: ${code}: ${text}`)),
  ];
}

/** What a recommendation lacks is no error: it does not change the verdict. */
function prefixOf(effect: Effect, level: ClauseVerdict['level']): Prefix {
  switch (effect) {
    case 'fails':
    case 'voids':
    case 'undetermines':
      return level === 'MUST' ? 'ERROR' : 'WARNING';
    case 'advises':
      return 'INFO';
    default:
      return effect satisfies never;
  }
}

function failedSpecLines({ specs }: Verdict): string[] {
  return specs
    .filter(({ outcome }) => outcome === 'failed' || outcome === 'waived')
    .map(({ name, outcome }) =>
      outcome === 'failed' ? line('ERROR', `FAILED: ${name}`) : line('WARNING', `WAIVED: ${name}`),
    );
}
