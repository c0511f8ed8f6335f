import { describe, expect, test } from '@jest/globals';
import type { Verdict } from '../../../results-parsers/index.ts';
import { evaluateFiles, mustFindings } from '../building/evaluate.ts';
import { type BuiltJunit, junitXml } from '../building/junit.ts';
import {
  type ArchiveFiles,
  OWN_RESULTS,
  ownArchive,
  requiredCases,
  UPSTREAM_RESULTS,
  upstreamArchive,
} from '../building/sonobuoy.ts';

const UUID = '79d04540-4be2-4da9-86f3-d9a2cb77f7ba';
const CONFIG = 'meta/config.json';

async function factsOf(files: ArchiveFiles): Promise<Verdict['run']> {
  return (await evaluateFiles(files)).run;
}

function without(files: ArchiveFiles, path: string): ArchiveFiles {
  files.delete(path);
  return files;
}

describe('the identity of the run', () => {
  const silent = { sonobuoyVersion: null, sessionId: null };
  const sonobuoy = { sonobuoyVersion: 'v0.57.5', sessionId: UUID };
  const own = { id: '0d83d9dc-8a91-4aa3-8585-47e41bb4d000', ending: 'completed' } as const;
  const runRecord = `${OWN_RESULTS}run-record.json`;
  test.each<[string, ArchiveFiles, Partial<Verdict['run']>]>([
    [
      "comes from Sonobuoy's settings for the upstream plugin",
      upstreamArchive(),
      { ...sonobuoy, id: UUID, ending: null, evidence: { runRecord: null, sonobuoyConfig: CONFIG } },
    ],
    [
      'is unknown if these are missing',
      without(upstreamArchive(), CONFIG),
      { ...silent, id: null, evidence: { runRecord: null, sonobuoyConfig: null } },
    ],
    [
      'is unknown if these cannot be read',
      upstreamArchive().set(CONFIG, '['),
      { ...silent, id: null, evidence: { runRecord: null, sonobuoyConfig: null } },
    ],
    [
      'comes first from the run record for our plugin',
      ownArchive(),
      { ...sonobuoy, ...own, evidence: { runRecord, sonobuoyConfig: CONFIG } },
    ],
    [
      'comes from Sonobuoy if the run record cannot be read',
      ownArchive().set(runRecord, '{}'),
      { ...sonobuoy, id: UUID, ending: null, evidence: { runRecord: null, sonobuoyConfig: CONFIG } },
    ],
  ])('%s', async (_what, files, facts) => {
    expect(await factsOf(files)).toMatchObject(facts);
  });
});

describe('how the suite of an attempt was run', () => {
  const attemptOf = async (junit: Partial<BuiltJunit>) => (await factsOf(upstreamArchive(junit))).attempts[0];

  test("is read from the suite's properties", async () => {
    const properties = { FocusStrings: 'Netpol', SkipStrings: 'SCTP', ParallelTotal: '25', FlakeAttempts: '3' };
    const expected = { focus: 'Netpol', skip: 'SCTP', processes: 25, flakeAttempts: 3 };
    expect(await attemptOf({ properties })).toMatchObject(expected);
  });

  test('is not known if the suite has no properties', async () => {
    const properties = {
      ...{ FocusStrings: undefined, SkipStrings: undefined },
      ...{ ParallelTotal: undefined, FlakeAttempts: undefined },
    };
    const unknown = { focus: null, skip: null, processes: null, flakeAttempts: null };
    expect(await attemptOf({ properties })).toMatchObject(unknown);
  });

  test.each(['-1', '1.5', 'x1', '1x', '1234567890', ''])(
    'has no number of processes if the property is %j',
    async (total) => {
      expect((await attemptOf({ properties: { ParallelTotal: total } }))?.processes).toBeNull();
    },
  );
});

describe('when the suite ran', () => {
  const unknown = { startedAt: null, endedAt: null };

  test.each([
    ...[
      '',
      '?',
      '2026-11-22',
      '2026-11-22T11:21',
      '2026-11-22T11:21:32.5',
      '2026-11-22T11:21:32Z',
      '+002026-11-22T11:21:32',
    ],
    '2026-13-22T11:21:32',
  ])("is not known from a time that is not in Ginkgo's format: %j", async (timestamp) => {
    const run = await factsOf(upstreamArchive({ timestamp }));
    expect(run).toMatchObject({ ...unknown, attempts: [unknown] });
  });

  test('is not known if the suite does not say how long it took', async () => {
    const junit = junitXml({ cases: requiredCases() }).replace(/(<testsuite [^>]*) time="[\d.]+"/, '$1');
    expect(await factsOf(upstreamArchive().set(`${UPSTREAM_RESULTS}junit_01.xml`, junit))).toMatchObject(unknown);
  });

  test('is from the earliest start to the latest end if several files show it', async () => {
    const [later, earlier] = ['2026-11-22T11:21:32', '2026-11-22T10:00:00'].map((timestamp) => ({ timestamp }));
    const second = junitXml({ cases: [], ...earlier });
    const run = await factsOf(upstreamArchive(later).set(`${UPSTREAM_RESULTS}junit_02.xml`, second));
    expect(run).toMatchObject({ startedAt: '2026-11-22T10:00:00.000Z', endedAt: '2026-11-22T11:22:32.500Z' });
  });

  test('comes for each attempt from its own entry in the run record', async () => {
    const files = ownArchive({ attempts: [{ cases: requiredCases() }, { cases: [] }] });
    const path = `${OWN_RESULTS}run-record.json`;
    const record = JSON.parse(files.get(path) ?? '') as { attempts: object[] };
    const endedAt = '2026-11-22T12:00:00Z';
    const attempts = record.attempts.map((attempt, index) => (index === 0 ? attempt : { ...attempt, endedAt }));
    const run = await factsOf(files.set(path, JSON.stringify({ ...record, attempts })));
    expect(run.attempts.map((attempt) => attempt.endedAt)).toEqual(['2026-11-22T11:30:00Z', endedAt]);
  });
});

test.each([
  ['9999-12-31T23:59:59', '100'],
  ['0000-01-01T00:00:00', '-100'],
  ['2026-11-22T11:00:00', '1e300'],
  ['2026-11-22T11:00:00', '-1e300'],
  ['2026-11-22T11:00:00', '1e15'],
])('the times of a suite that began at %s and took %s seconds are not known', async (timestamp, seconds) => {
  const path = `${UPSTREAM_RESULTS}junit_01.xml`;
  const files = upstreamArchive({ cases: requiredCases(), timestamp });
  const junit = files.get(path) ?? '';
  files.set(path, junit.replace(/(<testsuite [^>]*)time="[^"]*"/, `$1time="${seconds}"`));
  expect(files.get(path)).toContain(`time="${seconds}"`);
  const run = await factsOf(files);
  expect([run.startedAt, run.endedAt]).toEqual([null, null]);
});

test('every error of a plugin is counted, but only as many are quoted as people can read', async () => {
  const error = JSON.stringify({ error: 'x'.repeat(3000) });
  const errors = Array.from({ length: 900 }, (_, index): [string, string] => [
    `plugins/e2e/errors/node-${index}/error.json`,
    error,
  ]);
  const verdict = await evaluateFiles(new Map([...upstreamArchive(), ...errors]));
  const found = mustFindings(verdict).filter(({ code }) => code === 'plugin-error');
  expect(found).toHaveLength(900);
  expect(found[0]?.text).toContain('x'.repeat(3000));
  expect(found.at(-1)?.text).toContain('too many errors to cite this one');
  expect(found.reduce((sum, { text }) => sum + text.length, 0)).toBeLessThan(200_000);
});
