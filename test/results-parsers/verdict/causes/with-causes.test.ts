import { readFile } from 'node:fs/promises';
import { describe, expect, test } from '@jest/globals';
import type { FindingCode } from '../../../../results-parsers/index.ts';
import { labelChangingSpecs } from '../../../../results-parsers/standard/label-changes.ts';
import { links } from '../../../../results-parsers/verdict/causes/links.ts';
import { evaluateBytes, evaluateFiles, mustFindings } from '../../building/evaluate.ts';
import { allOpen, failedByMatrix, isolated } from '../../building/failures.ts';
import {
  type ArchiveFiles,
  attemptRecord,
  ciliumFiles,
  ownArchive,
  requiredCases,
  UPSTREAM_RESULTS,
  upstreamArchive,
} from '../../building/sonobuoy.ts';
import { casesWith } from '../../building/waivers.ts';

/** Each finding of the MUST clause, and its causes. */
async function causesIn(files: ArchiveFiles): Promise<Record<string, readonly FindingCode[]>> {
  const verdict = await evaluateFiles(files);
  return Object.fromEntries(mustFindings(verdict).map(({ code, followsFrom = [] }) => [code, followsFrom]));
}

const skipped = requiredCases().map((spec) => ({ ...spec, state: 'skipped' as const }));
const all = requiredCases().map(({ name }) => name);
const [late = '', alsoLate = ''] = [...labelChangingSpecs.keys()].sort();
const other = all.find((name) => !labelChangingSpecs.has(name)) ?? '';

const stopped = (properties: Record<string, string>) => {
  const cases = requiredCases().map((spec, index) => ({
    ...spec,
    state: index < 10 ? ('passed' as const) : index < 12 ? ('interrupted' as const) : ('skipped' as const),
  }));
  return ownArchive({
    attempts: [{ cases, properties: { SpecialSuiteFailureReason: 'Interrupted by User', ...properties } }],
    record: { ending: 'terminated', reason: 'SIGTERM' },
  });
};

const ANOTHER_LOG = [
  'Random Seed: 1 - will randomize all specs',
  'Will run 7 of 7579 specs',
  'Ran 7 of 7579 Specs in 60.500 seconds',
  'FAIL! -- 5 Passed | 2 Failed | 0 Pending | 7572 Skipped',
  '',
].join('\n');

describe('a finding names its causes', () => {
  test.each<[what: string, files: ArchiveFiles, causes: Record<string, readonly FindingCode[]>]>([
    [
      'a stopped run',
      stopped({}),
      {
        'run-not-completed': [],
        'suite-special-failure': ['run-not-completed'],
        'specs-skipped': ['run-not-completed'],
        'specs-interrupted': ['run-not-completed'],
      },
    ],
    [
      'a stopped run whose focus names only some of the specs',
      stopped({ FocusStrings: 'should deny' }),
      {
        'run-not-completed': [],
        'suite-special-failure': ['run-not-completed'],
        'specs-skipped': [],
        'specs-interrupted': ['run-not-completed'],
      },
    ],
    [
      "a run of upstream's suite that timed out",
      upstreamArchive({ cases: skipped, properties: { SpecialSuiteFailureReason: 'Suite Timeout Elapsed' } }),
      {
        'suite-special-failure': [],
        'nothing-ran': ['suite-special-failure'],
        'specs-skipped': ['suite-special-failure'],
      },
    ],
    ['a dry run', upstreamArchive({ properties: { DryRun: 'true' } }), { 'dry-run': [], 'specs-skipped': ['dry-run'] }],
    [
      'a focus that matches no spec',
      upstreamArchive({ cases: skipped, nodes: [], properties: { FocusStrings: 'nothing' } }),
      {
        'before-suite-not-passed': ['nothing-ran'],
        'nothing-ran': [],
        'specs-skipped': ['nothing-ran'],
      },
    ],
    [
      'a preflight that stopped the run',
      ownArchive({
        attempts: [],
        record: {
          ending: 'preflight-failed',
          reason: '',
          preflight: {
            startedAt: '2026-11-22T11:00:00Z',
            endedAt: '2026-11-22T11:00:09Z',
            problems: [{ code: 'no-node', stops: true, text: 'No node.', remedy: 'Add one.' }],
            image: 'agnhost',
            nodes: [],
            sctp: null,
            networkPlugin: null,
          },
        },
      }),
      {
        'run-not-completed': ['preflight-stopped'],
        'preflight-stopped': [],
        'junit-missing': ['preflight-stopped'],
        'specs-missing': ['preflight-stopped'],
      },
    ],
    [
      'a label change that Cilium applied too late',
      new Map([...upstreamArchive({ cases: casesWith([late, alsoLate], 'failed') }), ...ciliumFiles()]),
      { 'specs-failed': ['labels-late'], 'labels-late': [], 'waiver-not-fitting': ['labels-late'] },
    ],
    [
      'a label change that Cilium applied too late, beside an unrelated failure',
      new Map([...upstreamArchive({ cases: casesWith([late, other], 'failed') }), ...ciliumFiles()]),
      { 'specs-failed': [], 'labels-late': [], 'waiver-not-fitting': ['labels-late'] },
    ],
    [
      'the log of another run, whose counts also differ',
      upstreamArchive().set(`${UPSTREAM_RESULTS}e2e.log`, ANOTHER_LOG),
      { 'log-of-another-run': [], 'log-contradicts': ['log-of-another-run'] },
    ],
    [
      'results that another run overwrote unnoticed by the runner',
      ownArchive({
        record: { attempts: [attemptRecord(1, { announced: 7, log: 'attempts/1/e2e.log' })] },
        files: [['attempts/1/e2e.log', ANOTHER_LOG]],
      }),
      {
        'log-of-another-run': [],
        'log-contradicts': ['log-of-another-run'],
        'announcement-contradicts': ['log-of-another-run'],
      },
    ],
    [
      'a log of this run whose counts differ',
      upstreamArchive().set(
        `${UPSTREAM_RESULTS}e2e.log`,
        ANOTHER_LOG.replace('Random Seed: 1', 'Random Seed: 1795346489'),
      ),
      { 'log-contradicts': [] },
    ],
    [
      'metadata without a version',
      (() => {
        const files = upstreamArchive({ cases: requiredCases().slice(1) });
        files.delete('serverversion.json');
        return files;
      })(),
      { 'metadata-missing': [], 'server-version-unknown': ['metadata-missing'], 'specs-missing': [] },
    ],
  ])('in %s', async (_what, files, causes) => {
    expect(await causesIn(files)).toEqual(causes);
  });

  test('in an archive that ends early', async () => {
    const whole = await readFile(new URL('../../../fixtures/enforcing.tar.gz', import.meta.url));
    const findings = mustFindings(await evaluateBytes(whole.subarray(0, whole.length / 2)));
    const alone = findings.filter(({ followsFrom }) => followsFrom === undefined);
    expect(alone.map(({ code }) => code)).toEqual(['archive-truncated', 'specs-waived']);
    expect(findings.length).toBeGreaterThan(3);
  });

  test('and refers to the remedy of its cause', async () => {
    const verdict = await evaluateFiles(stopped({}));
    const [cause, ...consequences] = mustFindings(verdict);
    expect(cause?.remedy).toMatch(/^Run the plugin again/);
    for (const { remedy } of consequences)
      expect(remedy).toBe('Nothing on its own: it follows from run-not-completed.');
  });

  test('and its causes change no outcome', async () => {
    const files = new Map([...upstreamArchive({ cases: casesWith([late], 'failed') }), ...ciliumFiles()]);
    expect((await evaluateFiles(files)).verdict).toBe('non-compliant');
  });
});

test('the finding that nothing is enforced is also named as the cause of others', async () => {
  const cases = requiredCases().map((spec) => failedByMatrix(spec.name, isolated, allOpen));
  const record = { attempts: [attemptRecord(1, { exitCode: 1 })], notTriedAgain: 'most of what ran failed' };
  expect(await causesIn(ownArchive({ attempts: [{ cases }], record }))).toEqual({
    'specs-failed': [],
    'not-tried-again': ['specs-failed'],
    'failure-not-waived': ['specs-failed'],
    'cni-unknown': ['specs-failed'],
    'waiver-not-fitting': ['specs-failed'],
  });
});

test('no finding is its own cause, through any number of others, except for one pair that excludes itself', () => {
  const edges = links.flatMap(({ causes, consequences }) =>
    causes.flatMap((cause) => consequences.map((consequence) => ({ cause, consequence }))),
  );
  const excluded = ({ cause, consequence }: (typeof edges)[number]): boolean =>
    cause === 'nothing-ran' && consequence === 'before-suite-not-passed';
  const known = edges.filter((edge) => !excluded(edge));
  const reached = (from: FindingCode, seen = new Set<FindingCode>()): Set<FindingCode> => {
    for (const { cause, consequence } of known) {
      if (cause === from && !seen.has(consequence)) reached(consequence, seen.add(consequence));
    }
    return seen;
  };
  for (const { cause } of known) expect(reached(cause)).not.toContain(cause);
});
