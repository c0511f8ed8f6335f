import type { Finding, FindingCode } from '../finding.ts';
import type { JudgedRun } from '../rules/rule.ts';
import { links } from './links.ts';

/**
 * Adds to each finding what it follows from, and takes the remedy from it: there is one thing to do about a cause, and nothing about what
 * follows. Only codes of findings that stand by themselves are named, however long the way to them is.
 */
export function withCauses(findings: readonly Finding[], run: JudgedRun): Finding[] {
  const direct = new Map(findings.map((consequence) => [consequence, directCauses(consequence, findings, run)]));
  return findings.map((consequence) => {
    const followsFrom = [...new Set(roots(consequence, direct).map(({ code }) => code))];
    return followsFrom.length === 0 ? consequence : { ...consequence, remedy: remedyOf(followsFrom), followsFrom };
  });
}

function directCauses(consequence: Finding, findings: readonly Finding[], run: JudgedRun): Finding[] {
  return findings.filter((cause) =>
    links.some(
      ({ causes, consequences, holds }) =>
        causes.includes(cause.code) &&
        consequences.includes(consequence.code) &&
        (holds === undefined || holds({ cause, consequence, run })),
    ),
  );
}

/** Empty: it stands by itself. `seen` keeps a mistake in the links from going round in a circle. */
function roots(
  finding: Finding,
  direct: ReadonlyMap<Finding, readonly Finding[]>,
  seen: ReadonlySet<Finding> = new Set(),
): Finding[] {
  const passed = new Set([...seen, finding]);
  return (direct.get(finding) ?? [])
    .filter((cause) => !passed.has(cause))
    .flatMap((cause) => {
      const further = roots(cause, direct, passed);
      return further.length === 0 ? [cause] : further;
    });
}

function remedyOf(causes: readonly FindingCode[]): string {
  return `Nothing by itself: it follows from ${causes.join(' and ')}.`;
}
