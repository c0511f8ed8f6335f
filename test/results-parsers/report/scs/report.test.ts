import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { load } from 'js-yaml';
import * as z from 'zod';
import { type ClauseOutcome, Verdict } from '../../../../results-parsers/index.ts';
import { countedLines, scsLogLines } from '../../../../results-parsers/report/scs/log-lines.ts';
import { scsReport, scsReportYaml } from '../../../../results-parsers/report/scs/report.ts';
import { type TestcaseId, testcaseIds, testcaseResult } from '../../../../results-parsers/report/scs/testcases.ts';
import { evaluateFiles } from '../../building/evaluate.ts';
import { ownArchive, requiredCases } from '../../building/sonobuoy.ts';

const SUBJECT = { subject: 'example-cluster', inconclusive: true };
const all = { ...SUBJECT, testcases: testcaseIds };
const [first, ...others] = requiredCases();
const name = first?.name ?? '';

const compliant = (): Promise<Verdict> => evaluateFiles(ownArchive());
const failing = (): Promise<Verdict> =>
  evaluateFiles(ownArchive({ attempts: [{ cases: [{ name, state: 'failed' }, ...others] }] }), undefined, {
    waivers: [],
  });
const inconclusive = (): Promise<Verdict> =>
  evaluateFiles(ownArchive({ record: { ending: 'deadline', reason: 'late' } }));

describe('the result of a testcase is', () => {
  test.each<[ClauseOutcome, string]>([
    ['satisfied', 'PASS'],
    ['declared', 'PASS'],
    ['not-satisfied', 'FAIL'],
    ['partly-satisfied', 'ABORT'],
    ['undetermined', 'ABORT'],
  ])('for a clause that is %s: %s', async (outcome, result) => {
    const { clauses } = await compliant();
    const changed = { clauses: clauses.map((clause) => ({ ...clause, level: 'SHOULD' as const, outcome })) };
    expect(testcaseIds.map((id) => testcaseResult(id, changed))).toEqual(testcaseIds.map(() => result));
  });

  test('PASS for an unused MAY, which violates nothing', async () => {
    const { clauses } = await compliant();
    const unused = { clauses: clauses.map((clause) => ({ ...clause, outcome: 'not-satisfied' as const })) };
    expect(testcaseResult('scs-0219-default-restrictions', unused)).toBe('PASS');
    expect(testcaseResult('scs-0219-ingress', unused)).toBe('FAIL');
  });

  test('ABORT if its clause is not in the verdict', () => {
    expect(testcaseResult('scs-0219-ingress', { clauses: [] })).toBe('ABORT');
  });
});

describe('the report for SCS', () => {
  test.each<[string, () => Promise<Verdict>, number, number]>([
    ['compliant', compliant, 1, 0],
    ['non-compliant', failing, -1, 3],
    ['inconclusive', inconclusive, 0, 112],
  ])(
    "of a verdict that is %s has the contents that today's handler would write",
    async (_word, verdict, result, rc) => {
      const { invocations } = scsReport(await verdict(), all).run;
      const [invocation] = Object.values(invocations);
      expect(Object.keys(invocations)).toEqual([invocation?.id]);
      expect(invocation?.results).toMatchObject({
        'kaas-networking-check': result,
        'scs-0219-network-policy': result,
        'scs-0219-ingress': 0,
      });
      expect(Object.values(scsReport(await verdict(), SUBJECT).run.invocations)[0]).toMatchObject({ rc });
    },
  );

  test("has the same results in its lines, as scs-compliance-check's grammar reads them, as in its numbers", async () => {
    const [invocation] = Object.values(scsReport(await failing(), all).run.invocations);
    const numbers: Record<string, number> = { PASS: 1, ABORT: 0, FAIL: -1 };
    const read = (invocation?.stdout ?? []).map((line) => {
      const at = line.lastIndexOf(':');
      return [line.slice(0, at).trim(), numbers[line.slice(at + 1).trim()]];
    });
    expect(Object.fromEntries(read)).toEqual(invocation?.results);
  });

  test('is the same for the same verdict, and different for another subject', async () => {
    const verdict = await compliant();
    const of = (subject: string): string => scsReport(verdict, { subject }).run.uuid;
    expect(of('one')).toBe(of('one'));
    expect(of('other')).not.toBe(of('one'));
  });

  test('has the time of the run, not the time of writing', async () => {
    const report = scsReport(await compliant(), SUBJECT);
    expect(report).toMatchObject({ checked_at: '2026-11-22 11:30:00.000000', reference_date: '2026-11-22' });
  });

  test('is not written if the time of the run is not known', async () => {
    const verdict = await evaluateFiles(new Map([['meta/config.json', '{}']]));
    expect(() => scsReport(verdict, SUBJECT)).toThrow(/expected an archive with the date of the run/);
  });

  test('has the same contents as YAML', async () => {
    const verdict = await failing();
    const yaml = scsReportYaml(verdict, { scs: SUBJECT });
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

test('the report for SCS has the testcases of its scope file, or those that are asked for', async () => {
  const verdict = await compliant();
  const reported = (testcases?: readonly TestcaseId[]): string[] => {
    const options = testcases === undefined ? SUBJECT : { ...SUBJECT, testcases };
    return Object.values(scsReport(verdict, options).run.invocations).flatMap(({ results }) => Object.keys(results));
  };
  expect(reported()).toEqual(['kaas-networking-check']);
  expect(reported(['scs-0219-ingress', 'kaas-networking-check'])).toEqual([
    'scs-0219-ingress',
    'kaas-networking-check',
  ]);
});

test('the report for SCS is not written for an inconclusive verdict, which the monitor shows almost like a pass, unless asked for', async () => {
  const verdict = await inconclusive();
  expect(() => scsReport(verdict, { subject: 'a' })).toThrow(
    /found ABORT for kaas-networking-check.*--report-inconclusive/,
  );
  expect(scsReport(verdict, { subject: 'a', inconclusive: true }).tests).toEqual({
    'kaas-networking-check': { result: 0 },
  });
});

/** What today's SCS compliance-monitor reads from a posted report (main, August 2026). */
const ofToday = z.object({
  subject: z.string(),
  checked_at: z.string(),
  spec: z.object({ uuid: z.uuid() }),
  run: z.object({
    uuid: z.uuid(),
    invocations: z.record(
      z.string(),
      z.object({ results: z.record(z.string(), z.int()), stderr: z.array(z.string()) }),
    ),
  }),
});

/** What its proposed revamp reads. It converts reports of today's form, which have no creator; its `cli.py import` reads the same. */
const ofRevamp = z.object({
  creator: z.string(),
  uuid: z.uuid(),
  scope: z.uuid(),
  subject: z.string(),
  checked_at: z.string(),
  tests: z.record(z.string(), z.object({ result: z.int() })),
  log: z.array(z.string()),
});

test.each([
  ['compliant', compliant, 1],
  ['non-compliant', failing, -1],
  ['inconclusive', inconclusive, 0],
] as const)(
  "the report for SCS of a verdict that is %s reads the same in today's form and in that of the revamp",
  async (_word, verdict, result) => {
    const report = load(scsReportYaml(await verdict(), { scs: all }));
    const today = ofToday.parse(report);
    const revamp = ofRevamp.parse(report);
    const [invocation] = Object.values(today.run.invocations);
    expect(invocation?.results).toMatchObject({ 'kaas-networking-check': result });
    expect(Object.entries(revamp.tests).map(([id, test]) => [id, test.result])).toEqual(
      Object.entries(invocation?.results ?? {}),
    );
    expect([revamp.uuid, revamp.scope]).toEqual([today.run.uuid, today.spec.uuid]);
    // First the anchors to which the monitor's page jumps for a testcase, then the same log.
    expect(revamp.log).toEqual([...testcaseIds.map((id) => `INFO: *** ${id}`), ...(invocation?.stderr ?? [])]);
  },
);

describe('a line of the log', () => {
  const answers = (verdict: Verdict, ids: readonly TestcaseId[]) =>
    ids.map((id) => ({ id, result: testcaseResult(id, verdict) }));
  const linesOf = (verdict: Verdict, ids: readonly TestcaseId[] = ['kaas-networking-check']): string[] =>
    scsLogLines(verdict, answers(verdict, ids)).map(({ level, text }) => `${level}: ${text}`);

  test('names each spec that failed as an error, which compliance-monitor publishes', async () => {
    expect(linesOf(await failing())).toContain(`ERROR: FAILED: ${name}`);
  });

  test('is neither ERROR nor CRITICAL if the verdict is compliant', async () => {
    expect(countedLines(linesOf(await compliant()))).toMatchObject({ error: 0, critical: 0 });
  });

  test('is CRITICAL for each ABORT and ERROR for each FAIL, with the reason, for every archive', async () => {
    const directory = join(import.meta.dirname, '../../../fixtures');
    const results: string[] = [];
    for (const file of (await readdir(directory)).filter((each) => each.endsWith('.verdict.json'))) {
      const verdict = Verdict.parse(JSON.parse(await readFile(join(directory, file), 'utf8')));
      for (const { id, result } of answers(verdict, testcaseIds)) {
        const lines = linesOf(verdict, [id]);
        const counts = countedLines(lines);
        expect([file, id, result, counts.critical]).toEqual([file, id, result, result === 'ABORT' ? 1 : 0]);
        expect([file, id, result, counts.error > 0]).toEqual([file, id, result, result === 'FAIL']);
        if (result !== 'PASS')
          expect(lines.join('\n')).toMatch(
            new RegExp(`^(?:CRITICAL|ERROR): ${id}: ${result}, [^:]*: [^:]*: .{20}`, 'm'),
          );
        results.push(result);
      }
    }
    expect(new Set(results)).toEqual(new Set(['PASS', 'FAIL', 'ABORT']));
  });

  test('is about the clauses that were asked for, and no others', async () => {
    const verdict = await failing();
    const text = linesOf(verdict, ['scs-0219-ingress']).join('\n');
    expect(text).toMatch(/^CRITICAL: scs-0219-ingress: ABORT/m);
    expect(text).not.toMatch(/network-policy:|FAILED|admin|default-restrictions/);
  });

  test('names the archive, the counts, and each waiver with its effect', async () => {
    const verdict = await evaluateFiles(
      ownArchive({
        attempts: [
          {
            cases: requiredCases().map((spec) =>
              spec.name.includes('SCTPConnectivity') ? { ...spec, state: 'failed' as const } : spec,
            ),
          },
        ],
      }),
    );
    const lines = linesOf(verdict);
    expect(lines).toContainEqual(expect.stringContaining(`archive sha256:${verdict.archive.sha256}`));
    expect(lines).toContainEqual(expect.stringMatching(/^INFO: .*: Compliant with 3 waived specs$/));
    expect(lines).toContain('INFO: 50 required specs: 47 passed, 3 waived');
    expect(lines.filter((line) => line.startsWith('WARNING: WAIVED: '))).toHaveLength(3);
    expect(lines).toContainEqual(expect.stringMatching(/^INFO: waiver scs-sctp[^:]*: applied: .*; reason: /));
  });

  test('stays one line, whatever the archive contains', async () => {
    const verdict = await evaluateFiles(ownArchive({ record: { ending: 'deadline', reason: 'a\nERROR: b' } }));
    const [invocation] = Object.values(scsReport(verdict, SUBJECT).run.invocations);
    expect(invocation?.stderr.filter((line) => line.includes('\n'))).toEqual([]);
  });
});
