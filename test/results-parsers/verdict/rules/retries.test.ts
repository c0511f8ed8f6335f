import { describe, expect, test } from '@jest/globals';
import { type Verdict, verdictText } from '../../../../results-parsers/index.ts';
import { codesOf, evaluateFiles, mustFindings, type Options } from '../../building/evaluate.ts';
import { result, summary } from '../../building/ginkgo-output.ts';
import type { BuiltCase } from '../../building/junit.ts';
import {
  attemptRecord,
  OWN_RESULTS,
  ownArchive,
  requiredCases,
  UPSTREAM_RESULTS,
  upstreamArchive,
} from '../../building/sonobuoy.ts';

const [first, ...others] = requiredCases();
const name = first?.name ?? '';
const LOG = `${UPSTREAM_RESULTS}e2e.log`;

type Run = { log?: string | null; cases?: BuiltCase[]; flakeAttempts?: string; options?: Options };

/** The verdict on a run of the upstream plugin in which each spec may be tried three times. */
async function evaluated({ log = null, cases = requiredCases(), flakeAttempts = '3', options }: Run): Promise<Verdict> {
  const files = upstreamArchive({ cases, properties: { FlakeAttempts: flakeAttempts } });
  if (log === null) files.delete(LOG);
  else files.set(LOG, log);
  return await evaluateFiles(files, undefined, options);
}

const stateOf = (verdict: Verdict) => verdict.specs.find((spec) => spec.name === name);
const textOf = (verdict: Verdict, wanted: string) => mustFindings(verdict).find(({ code }) => code === wanted)?.text;

describe('a spec that passed after failed tries, by the output of the suite,', () => {
  const retried = result(name, 2) + summary(50, 1);

  test('is flaky, which is reported with the output as evidence and does not matter', async () => {
    const verdict = await evaluated({ log: retried });
    expect(codesOf(verdict)).toEqual(['specs-flaky', 'retries-allowed']);
    expect(textOf(verdict, 'retries-allowed')).toMatch(/Its output names 1 NetworkPolicy spec that needed it\.$/);
    expect(verdict).toMatchObject({ verdict: 'compliant', summary: { passed: 49, flaky: 1 } });
    expect(stateOf(verdict)).toMatchObject({
      outcome: 'flaky',
      attempts: [{ outcome: 'passed', failedTries: { count: 1, path: LOG } }],
    });
    expect(verdictText(verdict)).toContain('attempts: passed after a try that failed\n');
    expect(verdictText(await evaluated({ log: result(name, 3) }))).toContain('passed after 2 tries that failed\n');
  });

  test('has failed if flakes count as failures', async () => {
    const verdict = await evaluated({ log: retried, options: { strictFlakes: true, waivers: [] } });
    expect(codesOf(verdict)).toEqual(['specs-failed', 'specs-flaky', 'retries-hide-flakes']);
    expect(verdict.verdict).toBe('non-compliant');
  });

  test('is flaky although the JUnit says that no spec could be retried', async () => {
    expect(codesOf(await evaluated({ log: retried, flakeAttempts: '0' }))).toEqual(['specs-flaky']);
  });

  test('is flaky in a run of our plugin, by the output of the same attempt', async () => {
    const attempts = [{ cases: requiredCases() }, { cases: requiredCases() }];
    const log = 'attempts/2/e2e.log';
    const record = { attempts: [attemptRecord(1), attemptRecord(2, { log })] };
    const verdict = await evaluateFiles(ownArchive({ attempts, record }).set(OWN_RESULTS + log, retried));
    expect(stateOf(verdict)).toMatchObject({
      outcome: 'flaky',
      attempts: [{ failedTries: null }, { failedTries: { count: 1, path: OWN_RESULTS + log } }],
    });
  });
});

test('a spec that failed stays failed, however often it was retried', async () => {
  const verdict = await evaluated({ log: result(name, 3), cases: [{ name, state: 'failed' }, ...others] });
  expect(stateOf(verdict)).toMatchObject({ outcome: 'failed', attempts: [{ failedTries: null }] });
});

describe('if the suite was allowed to retry, the verdict says', () => {
  test.each<[string, Run, string]>([
    ['that there is no output', {}, 'Its output, which would show this, is missing.'],
    [
      'that the output names no retried spec',
      { log: summary(50) },
      'Its output names no NetworkPolicy spec that needed it.',
    ],
    [
      'that the output has no end',
      { log: result(name) },
      'Its output names no NetworkPolicy spec that needed it, but the output lacks its end.',
    ],
    [
      'that the output names specs of other areas',
      { log: result('[sig-apps] Deployment should roll over', 2) + summary(50) },
      'Its output names no NetworkPolicy spec that needed it, but 1 spec of other areas.',
    ],
  ])('%s', async (_what, run, end) => {
    const verdict = await evaluated(run);
    expect(codesOf(verdict)).toEqual(['retries-allowed']);
    expect(textOf(verdict, 'retries-allowed')?.endsWith(end)).toBe(true);
    expect(verdict.verdict).toBe('compliant');
  });

  test('nothing if each spec could only be tried once', async () => {
    expect(codesOf(await evaluated({ flakeAttempts: '1' }))).toEqual([]);
    expect(codesOf(await evaluated({ flakeAttempts: '2' }))).toEqual(['retries-allowed']);
  });
});

describe('retries are suspected, which changes no outcome,', () => {
  const longOne = (seconds: number): BuiltCase[] => [
    { name, seconds },
    ...others.map((spec) => ({ ...spec, seconds: 30 })),
  ];

  test('if the suite counts more retried specs than its output names', async () => {
    const verdict = await evaluated({ log: summary(50, 2) });
    expect(textOf(verdict, 'retries-suspected')).toBe(
      `${LOG} counts 2 specs that passed only after a failed try, but names not one of them.`,
    );
    expect(verdict).toMatchObject({ verdict: 'compliant', summary: { passed: 50 } });
    const named = await evaluated({ log: result(name, 2) + summary(50, 2) });
    expect(textOf(named, 'retries-suspected')).toMatch(/names only 1 of them\.$/);
  });

  test('if a spec took three times as long as others', async () => {
    const verdict = await evaluated({ cases: longOne(90) });
    expect(mustFindings(verdict).find(({ code }) => code === 'retries-suspected')).toMatchObject({
      text: '1 spec took at least 3 times the median of 30 seconds before passing: the suite may have retried it.',
      specs: [name],
    });
    expect(verdict).toMatchObject({ verdict: 'compliant', summary: { passed: 50 } });
  });

  test('if two specs did, measured against the lower of the two middle values, in any order', async () => {
    const sorted = requiredCases().sort((a, b) => (a.name < b.name ? -1 : 1));
    const seconds = [...Array(24).fill(30), 90, 90, 30, ...Array(23).fill(40)];
    const verdict = await evaluated({ cases: sorted.map((spec, index) => ({ ...spec, seconds: seconds[index] })) });
    const suspected = mustFindings(verdict).find(({ code }) => code === 'retries-suspected');
    expect(suspected?.text).toMatch(/^2 specs took .* the median of 30 seconds .*: the suite may have retried them\.$/);
    expect(suspected?.evidence).toEqual([{ path: `${UPSTREAM_RESULTS}junit_01.xml`, line: null }]);
  });

  test.each<[string, Run]>([
    [
      'the few other specs that passed took slightly more than a third of its time',
      {
        cases: requiredCases().map((spec, index) => {
          if (index === 0) return { ...spec, seconds: 89 };
          return index < 10 ? { ...spec, seconds: 30 } : { ...spec, state: 'skipped' as const };
        }),
      },
    ],
    ['a spec took not quite three times as long', { cases: longOne(89) }],
    ['a spec took long, but less than a minute', { cases: [{ name, seconds: 59 }, ...others] }],
    ['a spec that took long failed', { cases: [{ name, seconds: 900, state: 'failed' }, ...others] }],
    ['the complete output shows that no spec was retried', { cases: longOne(90), log: summary(50) }],
    ['the output names the spec that took long', { cases: longOne(90), log: result(name, 2) }],
    ['no spec could be retried', { cases: longOne(90), flakeAttempts: '1' }],
    ['the suite counts as many retried specs as its output names', { log: result(name, 2) + summary(50, 1) }],
  ])('but not if %s', async (_what, run) => {
    expect(codesOf(await evaluated(run))).not.toContain('retries-suspected');
  });
});

test('the time that a spec took in an attempt without retries shows nothing about another attempt', async () => {
  const properties = { FlakeAttempts: '3' };
  const long = { name, seconds: 90 };
  const short = others.map((spec) => ({ ...spec, seconds: 30 }));
  const [again] = short;
  const attempts = [
    { cases: [long, ...short.map((spec) => (spec === again ? { ...spec, state: 'failed' as const } : spec))] },
    { cases: again === undefined ? [] : [again], properties },
  ];
  expect(codesOf(await evaluateFiles(ownArchive({ attempts })))).toEqual(['specs-flaky', 'retries-allowed']);
});

test('findings about retries name the JUnit that allowed them and the output that shows them', async () => {
  const verdict = await evaluated({ log: summary(50, 2) });
  expect(mustFindings(verdict).map(({ code, evidence }) => [code, evidence.map(({ path }) => path)])).toEqual([
    ['retries-allowed', [`${UPSTREAM_RESULTS}junit_01.xml`, LOG]],
    ['retries-suspected', [LOG]],
  ]);
});
