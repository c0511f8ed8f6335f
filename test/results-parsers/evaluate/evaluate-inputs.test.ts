import { describe, expect, test } from '@jest/globals';
import { entriesOf } from '../building/directory.ts';
import { evaluateBytes, evaluateEntries, evaluateFiles, mustFindings } from '../building/evaluate.ts';
import { archiveOf121, casesOf121, junitOfGinkgo1 } from '../building/ginkgo-1.ts';
import { junitXml } from '../building/junit.ts';
import { requiredCases, upstreamArchive } from '../building/sonobuoy.ts';

const junit = Buffer.from(junitXml({ cases: requiredCases() }));

describe('an unpacked archive', () => {
  test('gets the same verdict as when packed, with another digest', async () => {
    const { archive: directory, ...unpacked } = await evaluateEntries(entriesOf(upstreamArchive()));
    const { archive: tar, ...packed } = await evaluateFiles(upstreamArchive());
    expect(unpacked).toEqual(packed);
    expect([directory.container, tar.container]).toEqual(['directory', 'tar']);
    expect(directory.sha256).not.toBe(tar.sha256);
  });

  test('gets the same verdict in whichever order its files come', async () => {
    const reversed = new Map([...upstreamArchive()].reverse());
    expect(await evaluateEntries(entriesOf(reversed))).toEqual(await evaluateEntries(entriesOf(upstreamArchive())));
  });
});

describe('a bare JUnit file', () => {
  test('is evidence under the name that it was given', async () => {
    const verdict = await evaluateBytes(junit, undefined, { archiveName: 'standard input' });
    expect(verdict).toMatchObject({
      archive: { name: 'standard input', container: 'file', bytes: junit.length },
      plugin: null,
      evidence: [{ path: 'standard input', sha256: verdict.archive.sha256 }],
    });
  });

  test('counts as required only what every known version of Kubernetes requires', async () => {
    const { summary, specs } = await evaluateBytes(junit);
    expect(summary).toMatchObject({ required: 50, further: 0 });
    expect(specs).toHaveLength(50);
  });

  test('says what is unproven and what to do', async () => {
    const found = mustFindings(await evaluateBytes(junit)).find(({ code }) => code === 'bare-junit');
    expect(found?.text).toMatch(/Nothing proves on which cluster/);
    expect(found?.remedy).toMatch(/sonobuoy retrieve/);
  });

  test.each([
    ['of another kind', '<html></html>', /<html> cannot begin a JUnit file/],
    ['with a DOCTYPE', `<!DOCTYPE x>${junit}`, /DOCTYPE/],
    ['that ends before it begins', '<testsuites', /1:\d+: /],
  ])('%s is an error', async (_what, xml, message) => {
    await expect(evaluateBytes(Buffer.from(xml))).rejects.toMatchObject({
      code: 'INPUT_UNREADABLE',
      message: expect.stringMatching(message),
    });
  });

  test.each([
    ['compressedBytes', { compressedBytes: 100 }],
    ['entryBytes', { entryBytes: 100 }],
  ])('that exceeds the limit %s is an error', async (limit, limits) => {
    await expect(evaluateBytes(junit, undefined, { limits })).rejects.toMatchObject({
      code: 'INPUT_UNREADABLE',
      message: expect.stringContaining(`limit ${limit} of 100`),
    });
  });

  test('has no plugin to choose', async () => {
    await expect(evaluateBytes(junit, 'e2e')).rejects.toMatchObject({
      code: 'USAGE',
      message: expect.stringContaining('without --plugin'),
    });
  });
});

describe('a limit that is not the default one', () => {
  test('is recorded, because it may change the verdict', async () => {
    const verdict = await evaluateBytes(junit, undefined, { limits: { specs: 10, entries: 250_000 } });
    expect(verdict.inputs.limits).toEqual({ specs: 10 });
    expect(mustFindings(verdict).find(({ code }) => code === 'junit-damaged')?.text).toMatch(
      /the limit specs of 10 is exceeded/,
    );
  });
});

test('a failed spec is listed with its text, even if Ginkgo 1 wrote it and no catalogue requires it', async () => {
  const [failed, ...passed] = casesOf121.map(({ name }) => name);
  const xml = junitOfGinkgo1([{ name: failed ?? '', state: 'failed' }, ...passed.map((name) => ({ name }))]);
  const verdict = await evaluateFiles(archiveOf121({ 'junit_01.xml': xml }));
  expect(mustFindings(verdict)[0]).toMatchObject({
    code: 'further-specs-failed',
    text: '1 NetworkPolicy spec failed; nobody knows which specs are required.',
    specs: [failed],
  });
  expect(verdict.specs.find(({ name }) => name === failed)).toMatchObject({
    outcome: 'failed',
    failure: 'it went wrong',
  });
});
