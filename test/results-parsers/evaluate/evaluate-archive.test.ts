import { gzipSync } from 'node:zlib';
import { describe, expect, test } from '@jest/globals';
import { evaluateArchive } from '../../../results-parsers/evaluate/evaluate-archive.ts';
import { verdictJson } from '../../../results-parsers/index.ts';
import { codesOf, evaluateBytes, evaluateFiles, mustFindings } from '../building/evaluate.ts';
import { junitXml } from '../building/junit.ts';
import {
  type ArchiveFiles,
  attemptRecord,
  ciliumFiles,
  OWN_RESULTS,
  ownArchive,
  packed,
  requiredCases,
  UPSTREAM_RESULTS,
  upstreamArchive,
} from '../building/sonobuoy.ts';
import { streamed, type TarMember, tarGzOf, tarOf } from '../building/tar.ts';

describe('an archive in which every required spec passed', () => {
  test.each([
    ['of the upstream plugin', upstreamArchive()],
    ['of our plugin', ownArchive()],
  ])('is compliant: %s', async (_name, files) => {
    const verdict = await evaluateFiles(files);
    expect(mustFindings(verdict)).toEqual([]);
    expect(verdict.verdict).toBe('compliant');
    expect(verdict.summary).toMatchObject({ required: 50, passed: 50, failed: 0, further: 0 });
  });

  test('leaves SHOULD and MAY clauses undetermined, which changes nothing', async () => {
    const verdict = await evaluateFiles(upstreamArchive());
    expect(verdict.clauses.map(({ id, level, outcome }) => [id, level, outcome])).toEqual([
      ['network-policy', 'MUST', 'satisfied'],
      ['admin-network-policy', 'SHOULD', 'undetermined'],
      ['ingress', 'SHOULD', 'undetermined'],
      ['default-restrictions', 'MAY', 'undetermined'],
    ]);
  });

  test('gives the same verdict, byte for byte, however its bytes arrive', async () => {
    const bytes = packed(upstreamArchive());
    const verdicts = await Promise.all(
      [1, 777, 1_000_000].map(async (size) =>
        verdictJson(await evaluateArchive(streamed(bytes, size), { archiveName: 'a', toolVersion: '1' })),
      ),
    );
    expect(new Set(verdicts).size).toBe(1);
  });

  test('says when and how the suite ran, from the archive alone', async () => {
    const { run } = await evaluateFiles(upstreamArchive());
    expect(run).toMatchObject({ startedAt: '2026-11-22T11:21:32.000Z', endedAt: '2026-11-22T11:22:32.500Z' });
    expect(run.attempts).toMatchObject([{ number: 1, focus: 'NetworkPolicy', processes: 4, flakeAttempts: 0 }]);
    expect(run.attempts).toMatchObject([{ startedAt: run.startedAt, endedAt: run.endedAt }]);
  });

  test('says of each attempt when it ran, as our runner recorded it', async () => {
    const { run } = await evaluateFiles(ownArchive());
    expect(run.attempts).toMatchObject([{ startedAt: '2026-11-22T11:00:00Z', endedAt: '2026-11-22T11:30:00Z' }]);
  });

  test('is identified by its digest, and so is every file that the verdict rests on', async () => {
    const verdict = await evaluateFiles(ownArchive());
    expect(verdict.archive.sha256).toMatch(/^[0-9a-f]{64}$/);
    expect(verdict.evidence.map(({ path }) => path)).toContain(`${OWN_RESULTS}attempts/1/junit_01.xml`);
    expect(verdict.evidence.map(({ path }) => path)).toEqual(verdict.evidence.map(({ path }) => path).sort());
  });
});

describe('a plugin has to be chosen', () => {
  const both = new Map([
    ...upstreamArchive(),
    ...ownArchive(),
    ['meta/info.json', JSON.stringify({ plugins: ['e2e', 'scs-networking'] })] as const,
  ]);

  test('when two can be judged', async () => {
    await expect(evaluateFiles(both)).rejects.toMatchObject({
      code: 'USAGE',
      message: expect.stringMatching(/'e2e' and 'scs-networking'.*--plugin/),
    });
  });

  test.each(['e2e', 'scs-networking'])('and %s is then the one that is judged', async (plugin) => {
    const verdict = await evaluateFiles(both, plugin);
    expect(verdict).toMatchObject({ verdict: 'compliant', plugin: { name: plugin, kind: plugin }, inputs: { plugin } });
  });

  test('from those that are in the archive', async () => {
    await expect(evaluateFiles(upstreamArchive(), 'other')).rejects.toMatchObject({
      code: 'USAGE',
      message: expect.stringContaining("'e2e'"),
    });
  });

  test('and may have any name: without a run record it is read like the upstream plugin', async () => {
    const renamed = new Map(
      [...upstreamArchive()].map(([path, content]) => [
        path.replace('/e2e/', '/mine/'),
        content.replace('["e2e"]', '["mine"]'),
      ]),
    );
    expect(await evaluateFiles(renamed, 'mine')).toMatchObject({ verdict: 'compliant', plugin: { kind: 'e2e' } });
  });
});

describe('an archive that is not what Sonobuoy writes is inconclusive, although every spec passed', () => {
  const members = [...upstreamArchive()].map(([path, content]): TarMember => ({ path, content }));
  const [config, ...rest] = members;
  const gzip = tarGzOf(members);

  test.each<[string, Buffer]>([
    ['archive-truncated', gzip.subarray(0, -1)],
    ['archive-damaged', Buffer.concat([gzip, Buffer.from('garbage')])],
    ['archive-trailing-data', gzipSync(Buffer.concat([tarOf(members), Buffer.from('garbage')]))],
    ['entry-name-repeated', tarGzOf([...members, ...members.slice(0, 1)])],
    ['entry-name-unsafe', tarGzOf([...members, { path: '../escape' }])],
    ['entry-not-a-file', tarGzOf([...members, { path: 'a', type: 'SymbolicLink', linkpath: '/etc' }])],
  ])('%s', async (code, bytes) => {
    const verdict = await evaluateBytes(bytes);
    expect(codesOf(verdict)).toContain(code);
    expect(verdict.verdict).toBe('inconclusive');
  });

  test('the second of two files with the same name is ignored', async () => {
    const forged = { path: config?.path ?? '', content: '{}' };
    expect(codesOf(await evaluateBytes(tarGzOf([...members, forged])))).toEqual(['entry-name-repeated']);
    expect(codesOf(await evaluateBytes(tarGzOf([forged, ...rest])))).toEqual(['metadata-unreadable']);
  });
});

describe('a failure proves nothing if the archive is not what the run left', () => {
  const [first, ...others] = requiredCases();
  const cases = [{ ...first, name: first?.name ?? '', state: 'failed' as const }, ...others];
  const gzip = packed(upstreamArchive({ cases }));
  const altered = new Map([...ownArchive(), [`${OWN_RESULTS}attempts/1/junit_01.xml`, junitXml({ cases })]]);

  test('it makes a whole archive non-compliant', async () => {
    expect((await evaluateBytes(gzip)).verdict).toBe('non-compliant');
  });

  test.each<[string, Buffer]>([
    ['archive-truncated', gzip.subarray(0, -1)],
    ['evidence-altered', packed(altered)],
  ])('%s: the failed spec is listed, and the verdict inconclusive', async (code, bytes) => {
    const verdict = await evaluateBytes(bytes);
    expect(codesOf(verdict)).toEqual(expect.arrayContaining([code, 'specs-failed']));
    expect(verdict.verdict).toBe('inconclusive');
  });

  test('archive-damaged: the verdict is inconclusive', async () => {
    const verdict = await evaluateBytes(Buffer.concat([gzip, Buffer.from('garbage')]));
    expect(codesOf(verdict)).toContain('archive-damaged');
    expect(verdict.verdict).toBe('inconclusive');
  });
});

describe('input that is not a Sonobuoy archive leads to an error, not a verdict', () => {
  test.each([
    ['an empty file', Buffer.alloc(0), /empty/],
    ['text', Buffer.from('hello, this is no archive. '.repeat(50)), /not a tar/],
    ['a short text', Buffer.from('hello'), /5 bytes/],
    ['another tar', packed(new Map([['README.md', '']])), /1 other file;/],
    ['a cluster’s resources alone', packed(new Map(ciliumFiles())), /5 other files/],
  ])('%s', async (_name, bytes, message) => {
    await expect(evaluateBytes(bytes)).rejects.toMatchObject({
      code: 'INPUT_UNREADABLE',
      message: expect.stringMatching(message),
    });
  });
});

describe('attempts of our plugin', () => {
  const [first, ...others] = requiredCases();
  const name = first?.name ?? '';
  const failing = { cases: [{ name, state: 'failed', text: 'first try' } as const, ...others] };
  const rerun = (state: 'passed' | 'failed') => ({
    cases: [{ name, state }, ...others.map((spec) => ({ ...spec, state: 'skipped' as const }))],
  });

  test('a spec that failed first and then passed is flaky, which is reported but does not count against the cluster', async () => {
    const verdict = await evaluateFiles(ownArchive({ attempts: [failing, rerun('passed')] }));
    expect(codesOf(verdict)).toEqual(['specs-flaky']);
    expect(verdict).toMatchObject({ verdict: 'compliant', summary: { passed: 49, flaky: 1 } });
    const spec = verdict.specs.find((candidate) => candidate.name === name);
    expect(spec).toMatchObject({ outcome: 'flaky', failure: 'first try' });
    expect(spec?.attempts.map(({ number, outcome }) => [number, outcome])).toEqual([
      [1, 'failed'],
      [2, 'passed'],
    ]);
  });

  test('a spec that failed again has failed', async () => {
    const verdict = await evaluateFiles(ownArchive({ attempts: [failing, rerun('failed')] }));
    expect(verdict).toMatchObject({ verdict: 'non-compliant', summary: { failed: 1, flaky: 0 } });
  });

  test('without JUnit, specs that the runner saw fail have failed, and those that it saw pass are missing', async () => {
    const observed = [
      { name, state: 'failed' as const, seconds: 1 },
      ...others.map((spec) => ({ name: spec.name, state: 'passed' as const, seconds: 1 })),
    ];
    const attempts = [attemptRecord(1, { junit: null, observed })];
    const files = ownArchive({ attempts: [], record: { ending: 'suite-crashed', attempts } });
    const verdict = await evaluateFiles(files);
    expect(codesOf(verdict)).toEqual(['specs-failed', 'run-not-completed', 'junit-missing', 'specs-missing']);
    expect(verdict).toMatchObject({ verdict: 'non-compliant', summary: { passed: 0, failed: 1, missing: 49 } });
  });

  test('if there is JUnit, a failure that only the runner saw does not count as one, but the spec no longer counts as passed', async () => {
    const attempts = [attemptRecord(1, { observed: [{ name, state: 'failed', seconds: 1 }] })];
    const verdict = await evaluateFiles(ownArchive({ record: { attempts } }));
    expect(verdict).toMatchObject({ verdict: 'inconclusive', summary: { failed: 0 } });
    expect(codesOf(verdict)).toEqual(['observations-contradict']);
  });
});

describe('the versions of the run', () => {
  const change = (files: ArchiveFiles, path: string, content: string): ArchiveFiles => files.set(path, content);

  test('a vendor suffix is separated', async () => {
    const files = change(upstreamArchive(), 'serverversion.json', JSON.stringify({ gitVersion: 'v1.36.3+k3s1' }));
    expect(await evaluateFiles(files)).toMatchObject({
      verdict: 'compliant',
      subject: { serverVersion: 'v1.36.3', vendorSuffix: '+k3s1' },
    });
  });

  test('the version that the suite logs takes precedence over the tag of its image', async () => {
    const files = change(
      upstreamArchive(),
      `${UPSTREAM_RESULTS}e2e.log`,
      'I1122 e2e.go:109] e2e test version: v1.36.1\n',
    );
    expect(await evaluateFiles(files)).toMatchObject({ verdict: 'compliant', subject: { e2eVersion: 'v1.36.1' } });
  });

  test('an unknown minor is judged by the list of specs that the run left, and the verdict says so', async () => {
    const names = requiredCases().map(({ name }) => name);
    const list = [
      'The following spec names can be used:',
      ...[...names, 'another spec'].map((name) => `    a/b.go:7: ${name}`),
    ];
    const files = ownArchive({
      specList: `${list.join('\n')}\n`,
      attempts: [{ cases: [...requiredCases(), { name: 'another spec', state: 'skipped' }] }],
      record: { versions: { e2e: 'v1.99.0', ginkgo: null, node: 'v24.0.0' } },
    });
    const verdict = await evaluateFiles(change(files, 'serverversion.json', JSON.stringify({ gitVersion: 'v1.99.0' })));
    expect(verdict).toMatchObject({
      verdict: 'compliant',
      catalogue: { source: 'spec-list', minor: '1.99', specs: 50 },
    });
    expect(codesOf(verdict)).toEqual(['catalogue-from-run']);
  });

  test('failures count even if the version of the server is unknown', async () => {
    const [first, ...others] = requiredCases();
    const files = upstreamArchive({ cases: [{ name: first?.name ?? '', state: 'failed' }, ...others] });
    files.delete('serverversion.json');
    expect(await evaluateFiles(files)).toMatchObject({ verdict: 'non-compliant' });
  });

  test('Kubernetes 1.30 has one spec under another name', async () => {
    const files = upstreamArchive({ cases: requiredCases('1.30') });
    change(files, 'serverversion.json', JSON.stringify({ gitVersion: 'v1.30.14' }));
    change(
      files,
      'plugins/e2e/definition.json',
      JSON.stringify({ Definition: { spec: { image: 'registry.k8s.io/conformance:v1.30.14@sha256:0123' } } }),
    );
    expect(await evaluateFiles(files)).toMatchObject({ verdict: 'compliant', subject: { e2eVersion: 'v1.30.14' } });
  });
});

test('a misspelt defintion.json of an old Sonobuoy is read', async () => {
  const files = new Map(
    [...upstreamArchive()].map(([path, content]) => [path.replace('definition', 'defintion'), content]),
  );
  expect(await evaluateFiles(files)).toMatchObject({ verdict: 'compliant' });
});

test('a name with ./ before it is the same name', async () => {
  const files = new Map([...upstreamArchive()].map(([path, content]) => [`./${path}`, content]));
  expect(await evaluateFiles(files)).toMatchObject({ verdict: 'compliant' });
});

test('specs that have nothing to do with NetworkPolicy change nothing', async () => {
  const files = upstreamArchive({ cases: [...requiredCases(), { name: '[sig-apps] x', state: 'failed' }] });
  expect(await evaluateFiles(files)).toMatchObject({ verdict: 'compliant', summary: { further: 0 } });
});

test("a JUnit file by kubetest does not count as one of the suite's", async () => {
  const files = upstreamArchive().set(
    `${UPSTREAM_RESULTS}junit_runner.xml`,
    junitXml({ suite: 'kubetest', cases: [] }),
  );
  expect(await evaluateFiles(files)).toMatchObject({ verdict: 'compliant' });
});
