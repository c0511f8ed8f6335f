import type { Verdict } from '../../documents/verdict/verdict.ts';
import { checkCases } from './check-case.ts';
import { clauseCase } from './clause-case.ts';
import { junitDocument } from './junit-document.ts';
import { specCase } from './spec-case.ts';

/** A test case for each clause, check and spec. What keeps the verdict from being compliant makes one fail or err, and nothing else does. */
export function verdictJunit(verdict: Verdict): string {
  const { standard, run, clauses, checks, specs } = verdict;
  const about = { timestamp: run.startedAt?.slice(0, 19) ?? null, properties: propertiesOf(verdict) };
  return junitDocument(standard.id, [
    { name: 'clauses', ...about, cases: clauses.map(clauseCase) },
    ...(checks.length === 0 ? [] : [{ name: 'checks', ...about, cases: checks.flatMap(checkCases) }]),
    { name: 'specs', ...about, cases: specs.map((spec) => specCase(spec, verdict)) },
  ]);
}

function propertiesOf({ verdict, tool, subject, archive, run, waivers, inputs }: Verdict): [string, string][] {
  const { serverVersion, e2eVersion, cni } = subject;
  const applied = waivers.filter(({ status }) => status === 'applied').map(({ id }) => id);
  const known: [string, string | null][] = [
    ['verdict', verdict],
    ['kubernetes', serverVersion],
    ['e2e', e2eVersion],
    ['network-plugin', cni.name === null ? null : `${cni.name} ${cni.version ?? ''}`.trim()],
    ['run', run.id],
    ['archive', archive.name],
    ['archive-source', archive.source ?? null],
    ['archive-sha256', archive.sha256],
    ['waivers-applied', applied.length === 0 ? null : applied.join(', ')],
    ['kubernetes-stated', inputs.kubernetes ?? null],
    ['extended', inputs.extended ? 'true' : null],
    ['strict-flakes', inputs.strictFlakes ? 'true' : null],
    ['tool', `${tool.name} ${tool.version}`],
  ];
  return known.flatMap(([name, value]) => (value === null ? [] : [[name, value]]));
}
