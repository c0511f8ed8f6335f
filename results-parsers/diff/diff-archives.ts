import { addressesInWords, nodesInWords } from '../cluster/cluster-words.ts';
import { API_VERSION } from '../core/api-version.ts';
import { ArchiveDiff, type ClauseDiff } from '../documents/archive-diff.ts';
import type { ClauseVerdict, Verdict } from '../documents/verdict/verdict.ts';
import { specDiffs } from './spec-diffs.ts';

/** What changed from one archive to another, given their verdicts, which rest on the same inputs. */
export function diffArchives(a: Verdict, b: Verdict): ArchiveDiff {
  const clauses = clauseDiffs(a, b);
  const specs = specDiffs(a, b);
  return ArchiveDiff.parse({
    apiVersion: API_VERSION,
    kind: 'ArchiveDiff',
    tool: b.tool,
    archives: { a: a.archive, b: b.archive },
    verdict: { a: a.verdict, b: b.verdict },
    waived: { a: a.summary.waived, b: b.summary.waived },
    matters: specs.length > 0 || clauses.some(isMoreThanAdvice),
    clauses,
    specs,
    facts: factDiffs(a, b),
    waivers: waiverDiffs(a, b),
  } satisfies ArchiveDiff);
}

function clauseDiffs(a: Verdict, b: Verdict): ClauseDiff[] {
  return b.clauses.flatMap((clause) => {
    const before = a.clauses.find(({ id }) => id === clause.id);
    if (before === undefined) return [];
    const findings = { a: findingsOnlyIn(before, clause), b: findingsOnlyIn(clause, before) };
    const outcome = { a: before.outcome, b: clause.outcome };
    const alike = outcome.a === outcome.b && findings.a.length + findings.b.length === 0;
    return alike ? [] : [{ id: clause.id, level: clause.level, outcome, findings }];
  });
}

/** By their codes: texts name files and counts that differ from run to run. */
function findingsOnlyIn(clause: ClauseVerdict, other: ClauseVerdict): ClauseDiff['findings']['a'] {
  const known = new Set(other.findings.map(({ code }) => code));
  return clause.findings
    .filter(({ code }) => !known.has(code))
    .map(({ code, effect, text }) => ({ code, effect, text }));
}

function isMoreThanAdvice({ outcome, findings }: ClauseDiff): boolean {
  return outcome.a !== outcome.b || [...findings.a, ...findings.b].some(({ effect }) => effect !== 'advises');
}

function factDiffs(a: Verdict, b: Verdict): ArchiveDiff['facts'] {
  const after = new Map(factsOf(b));
  return factsOf(a)
    .map(([name, value]) => ({ name, a: value, b: after.get(name) ?? null }))
    .filter((fact) => fact.a !== fact.b);
}

function factsOf({ subject, plugin, run, catalogue, waiversAsOf }: Verdict): [string, string | null][] {
  const [attempt] = run.attempts;
  return [
    ['Kubernetes', subject.serverVersion],
    ['vendor suffix', subject.vendorSuffix],
    ['e2e binary', subject.e2eVersion],
    ['cluster', subject.cluster.id?.value ?? null],
    ['nodes', nodesInWords(subject.cluster)],
    ['addresses', addressesInWords(subject.cluster)],
    ['network plugin', subject.cni.name],
    ['network plugin version', subject.cni.version],
    ['plugin', plugin?.name ?? null],
    ['plugin image', plugin?.image ?? null],
    ['Sonobuoy', run.sonobuoyVersion],
    ['ending', run.ending],
    ['focus', attempt?.focus ?? null],
    ['skip', attempt?.skip ?? null],
    ['processes', text(attempt?.processes)],
    ['flake attempts', text(attempt?.flakeAttempts)],
    ['attempts', text(run.attempts.length)],
    ['specs required by', catalogue.source],
    ['catalogue', catalogue.minor],
    ['day for waivers', waiversAsOf],
  ];
}

function text(value: number | null | undefined): string | null {
  return value == null ? null : String(value);
}

function waiverDiffs(a: Verdict, b: Verdict): ArchiveDiff['waivers'] {
  const [before, after] = [a, b].map(({ waivers }) => new Map(waivers.map(({ id, status }) => [id, status])));
  const ids = [...new Set([...(before?.keys() ?? []), ...(after?.keys() ?? [])])].sort();
  return ids
    .map((id) => ({ id, a: before?.get(id) ?? null, b: after?.get(id) ?? null }))
    .filter((waiver) => waiver.a !== waiver.b);
}
