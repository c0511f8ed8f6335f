import { describe, expect, test } from '@jest/globals';
import { load } from 'js-yaml';
import type { ClauseOutcome, Verdict } from '../../../../results-parsers/index.ts';
import { countedLines, scsLogLines } from '../../../../results-parsers/report/scs/log-lines.ts';
import { scsReport, scsReportYaml } from '../../../../results-parsers/report/scs/report.ts';
import { testcaseIds, testcaseResult } from '../../../../results-parsers/report/scs/testcases.ts';
import { evaluateFiles } from '../../building/evaluate.ts';
import { ownArchive, requiredCases } from '../../building/sonobuoy.ts';

const SUBJECT = 'example-cluster';
const [first, ...others] = requiredCases();
const name = first?.name ?? '';

const compliant = (): Promise<Verdict> => evaluateFiles(ownArchive());
const failing = (): Promise<Verdict> =>
  evaluateFiles(ownArchive({ attempts: [{ cases: [{ name, state: 'failed' }, ...others] }] }), undefined, {
    waivers: [],
  });
const inconclusive = (): Promise<Verdict> =>
  evaluateFiles(ownArchive({ record: { ending: 'deadline', reason: 'late' } }));

describe('a testcase comes to', () => {
  test.each<[ClauseOutcome, string]>([
    ['satisfied', 'PASS'],
    ['declared', 'PASS'],
    ['not-satisfied', 'FAIL'],
    ['partly-satisfied', 'ABORT'],
    ['undetermined', 'ABORT'],
  ])('%s: %s', async (outcome, result) => {
    const { clauses } = await compliant();
    const changed = { clauses: clauses.map((clause) => ({ ...clause, outcome })) };
    expect(testcaseIds.map((id) => testcaseResult(id, changed))).toEqual(testcaseIds.map(() => result));
  });

  test('ABORT where its clause is not in the verdict', () => {
    expect(testcaseResult('scs-0219-ingress', { clauses: [] })).toBe('ABORT');
  });
});

describe('the report for SCS', () => {
  test.each<[string, () => Promise<Verdict>, number, number]>([
    ['compliant', compliant, 1, 0],
    ['non-compliant', failing, -1, 3],
    ['inconclusive', inconclusive, 0, 112],
  ])('of a verdict that is %s carries what the handler of today would', async (_word, verdict, result, rc) => {
    const { invocations } = scsReport(await verdict(), SUBJECT).run;
    const [invocation] = Object.values(invocations);
    expect(Object.keys(invocations)).toEqual([invocation?.id]);
    expect(invocation?.results).toMatchObject({
      'kaas-networking-check': result,
      'scs-0219-network-policy': result,
      'scs-0219-ingress': 0,
    });
    expect(invocation?.rc).toBe(rc);
  });

  test("says in its lines what its numbers say, as scs-compliance-check's grammar reads them", async () => {
    const [invocation] = Object.values(scsReport(await failing(), SUBJECT).run.invocations);
    const numbers: Record<string, number> = { PASS: 1, ABORT: 0, FAIL: -1 };
    const read = (invocation?.stdout ?? []).map((line) => {
      const at = line.lastIndexOf(':');
      return [line.slice(0, at).trim(), numbers[line.slice(at + 1).trim()]];
    });
    expect(Object.fromEntries(read)).toEqual(invocation?.results);
  });

  test('is the same for the same verdict, and another for another subject', async () => {
    const verdict = await compliant();
    const of = (subject: string): string => scsReport(verdict, subject).run.uuid;
    expect(of(SUBJECT)).toBe(of(SUBJECT));
    expect(of('other')).not.toBe(of(SUBJECT));
  });

  test('tells the time of the run, not of its writing', async () => {
    const report = scsReport(await compliant(), SUBJECT);
    expect(report).toMatchObject({ checked_at: '2026-11-22 11:30:00.000000', reference_date: '2026-11-22' });
  });

  test('is not written without a time', async () => {
    const verdict = await evaluateFiles(new Map([['meta/config.json', '{}']]));
    expect(() => scsReport(verdict, SUBJECT)).toThrow(/expected an archive that tells when the run was/);
  });

  test('as YAML says the same', async () => {
    const verdict = await failing();
    const yaml = scsReportYaml(verdict, { subject: SUBJECT });
    expect(yaml.startsWith('---\n')).toBe(true);
    expect(yaml).toMatch(/^checked_at: 2026-11-22 11:30:00\.000000$/m);
    expect(yaml).toMatch(/^reference_date: 2026-11-22$/m);
    expect(load(yaml)).toEqual(scsReport(verdict, SUBJECT));
  });
});

test('the report for SCS is not written without a subject', async () => {
  const verdict = await compliant();
  expect(() => scsReportYaml(verdict, {})).toThrow(/expected --subject/);
});

describe('a line of the log', () => {
  test('names each spec that failed as an error, which compliance-monitor publishes', async () => {
    expect(scsLogLines(await failing())).toContain(`ERROR: FAILED: ${name}`);
  });

  test('is no error where the verdict is compliant', async () => {
    const lines = scsLogLines(await compliant());
    expect(countedLines(lines)).toMatchObject({ error: 0, critical: 0 });
  });

  test('stays one line, whatever the archive says', async () => {
    const verdict = await evaluateFiles(ownArchive({ record: { ending: 'deadline', reason: 'a\nERROR: b' } }));
    expect(scsLogLines(verdict).filter((line) => line.includes('\n'))).toEqual([]);
  });
});
