import type { Finding, FindingCode } from '../../documents/verdict/finding.ts';
import type { JudgedRun } from '../rules/rule.ts';
import { links } from './links.ts';

/**
 * The most findings of one code that are tried as causes. Only codes are named, and an archive can be made that has some hundred
 * thousand findings of one code: comparing each with each would take minutes.
 */
const MOST_CAUSES_OF_A_CODE = 30;

/**
 * Adds to each finding what it follows from, and takes the remedy from it: there is one thing to do about a cause, and nothing about what
 * follows. Only codes of findings that stand by themselves are named, however long the way to them is.
 */
export function withCauses(findings: readonly Finding[], run: JudgedRun): Finding[] {
  const byCode = Map.groupBy(findings, ({ code }) => code);
  const direct = new Map(findings.map((consequence) => [consequence, directCauses(consequence, byCode, run)]));
  return findings.map((consequence) => {
    const followsFrom = [...new Set([...roots(consequence, direct)].map(({ code }) => code))];
    return followsFrom.length === 0 ? consequence : { ...consequence, remedy: remedyOf(followsFrom), followsFrom };
  });
}

function directCauses(
  consequence: Finding,
  byCode: ReadonlyMap<FindingCode, readonly Finding[]>,
  run: JudgedRun,
): Finding[] {
  const fitting = links
    .filter(({ consequences }) => consequences.includes(consequence.code))
    .flatMap(({ causes, holds }) =>
      causes
        .flatMap((code) => byCode.get(code)?.slice(0, MOST_CAUSES_OF_A_CODE) ?? [])
        .filter((cause) => holds === undefined || holds({ cause, consequence, run })),
    );
  return [...new Set(fitting)];
}

/** The findings at the ends of all ways back from one. Empty: it stands by itself. */
function roots(finding: Finding, direct: ReadonlyMap<Finding, readonly Finding[]>): Set<Finding> {
  const ends = new Set<Finding>();
  const visited = new Set<Finding>();
  // `way` keeps a mistake in the links from going round in a circle.
  const goBack = (from: Finding, way: readonly Finding[]): boolean => {
    const causes = (direct.get(from) ?? []).filter((cause) => !way.includes(cause));
    for (const cause of causes) {
      if (visited.has(cause)) continue;
      visited.add(cause);
      if (!goBack(cause, [...way, cause])) ends.add(cause);
    }
    return causes.length > 0;
  };
  goBack(finding, [finding]);
  return ends;
}

function remedyOf(causes: readonly FindingCode[]): string {
  return `Nothing on its own: it follows from ${causes.join(' and ')}.`;
}
