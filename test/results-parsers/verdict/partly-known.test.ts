import { describe, expect, test } from '@jest/globals';
import type { Verdict } from '../../../results-parsers/index.ts';
import { catalogueMinors } from '../../../results-parsers/standard/catalogue.ts';
import { codesOf, evaluateFiles, mustFindings, type Options } from '../building/evaluate.ts';
import { allBlocked, allOpen, failedByMatrix, isolated } from '../building/failures.ts';
import { type BuiltCase, junitXml } from '../building/junit.ts';
import { type ArchiveFiles, requiredCases, upstreamArchive } from '../building/sonobuoy.ts';

const NEWER = '1.99';
const FLAKY_BEFORE_136 = 'should allow ingress access from updated namespace';

/** The required specs, of which those with one of these words in their names leaked. */
function casesThatLeak(...words: string[]): BuiltCase[] {
  return casesWithMatrix(words, allOpen);
}

/** The required specs, of which those with one of these words in their names found allowed connections blocked. */
function casesThatBlock(...words: string[]): BuiltCase[] {
  return casesWithMatrix(words, allBlocked);
}

function casesWithMatrix(words: readonly string[], observed: readonly string[]): BuiltCase[] {
  return requiredCases().map((spec) =>
    words.some((word) => spec.name.includes(word)) ? failedByMatrix(spec.name, isolated, observed) : spec,
  );
}

/** The files that hydrophone keeps by default, which name no version. */
function bare(cases: readonly BuiltCase[]): ArchiveFiles {
  return new Map([
    ['e2e.log', 'Running Suite: Kubernetes e2e suite - /usr/local/bin\nWill run 50 of 7579 specs\n'],
    ['junit_01.xml', junitXml({ cases })],
  ]);
}

/** An archive of a cluster that is newer than the catalogue, without a list of its specs. */
function newer(cases: readonly BuiltCase[]): ArchiveFiles {
  return upstreamArchive({ cases })
    .set('serverversion.json', JSON.stringify({ gitVersion: `v${NEWER}.0` }))
    .set('plugins/e2e/definition.json', definition(`conformance:v${NEWER}.0`));
}

function definition(image: string): string {
  return JSON.stringify({ Definition: { spec: { image, env: [] } } });
}

async function remedyFor(files: ArchiveFiles, code: string): Promise<string | undefined> {
  return mustFindings(await evaluateFiles(files)).find((finding) => finding.code === code)?.remedy;
}

describe.each([
  ['of an unknown version', bare, 'every-known-minor', null],
  ['of a version newer than the catalogue', newer, 'newest-known-minor', NEWER],
] as const)('a run %s', (_what, files, source, minor) => {
  test('is non-compliant if a spec that is known to be required failed', async () => {
    const verdict = await evaluateFiles(files(casesThatLeak('default-deny-all')));
    expect(verdict).toMatchObject({ verdict: 'non-compliant', summary: { required: 50, failed: 1, passed: 49 } });
    expect(verdict.catalogue).toEqual({ source, minor, specs: 50 });
    expect(codesOf(verdict)).toEqual(expect.arrayContaining(['specs-failed', 'catalogue-missing']));
  });

  test('is inconclusive if all passed', async () => {
    expect(await evaluateFiles(files(requiredCases()))).toMatchObject({ verdict: 'inconclusive' });
  });

  test('is inconclusive if only a spec that no catalogue has failed', async () => {
    const unheard = failedByMatrix('[sig-network] Netpol should fly [Feature:NetworkPolicy]', isolated, allOpen);
    const verdict = await evaluateFiles(files([...requiredCases(), unheard]));
    expect(verdict.verdict).toBe('inconclusive');
    expect(codesOf(verdict)).toContain('further-specs-failed');
  });

  test('does not report specs as missing that its version may not have', async () => {
    const verdict = await evaluateFiles(files(requiredCases().slice(0, 7)));
    expect(verdict.summary).toMatchObject({ required: 7, missing: 0 });
  });

  test('has no required specs if it has no NetworkPolicy spec', async () => {
    expect((await evaluateFiles(files([{ name: 'Pods should run' }]))).catalogue.source).toBe('none');
  });
});

describe('a failed spec that a waiver may exempt', () => {
  test('leaves a run of an unknown version inconclusive, and the waiver is named', async () => {
    const verdict = await evaluateFiles(bare(casesThatBlock(FLAKY_BEFORE_136)));
    expect(verdict.verdict).toBe('inconclusive');
    const found = mustFindings(verdict).find(({ code }) => code === 'failed-specs-may-be-waived');
    expect(found?.text).toContain('scs-namespace-update-flake');
    expect(found?.specs).toHaveLength(1);
  });

  test('does not hide a spec that failed in another way than the waiver says, whatever the version', async () => {
    const verdict = await evaluateFiles(bare(casesThatLeak(FLAKY_BEFORE_136)));
    expect(verdict.verdict).toBe('non-compliant');
    expect(codesOf(verdict)).toContain('specs-failed');
    expect(codesOf(verdict)).not.toContain('failed-specs-may-be-waived');
  });

  test('does not hide a spec that no waiver names', async () => {
    const verdict = await evaluateFiles(bare(casesThatBlock(FLAKY_BEFORE_136, 'default-deny-all')));
    expect(verdict.verdict).toBe('non-compliant');
    expect(mustFindings(verdict).find(({ code }) => code === 'specs-failed')?.specs).toHaveLength(2);
    expect(codesOf(verdict)).not.toContain('failed-specs-may-be-waived');
  });

  test('makes the run non-compliant if nobody grants the waiver', async () => {
    const verdict = await evaluateFiles(bare(casesThatBlock(FLAKY_BEFORE_136)), undefined, { waivers: [] });
    expect(verdict.verdict).toBe('non-compliant');
  });

  test.each([
    ['1.36', 'blocked', 'non-compliant'],
    ['1.35', 'blocked', 'inconclusive'],
    // The waiver for the flake does not exempt a leak.
    ['1.35', 'leaked', 'non-compliant'],
  ])('is judged by the stated version: %s, if connections were %s', async (kubernetes, how, word) => {
    const cases = requiredCases().map((spec) =>
      spec.name.includes(FLAKY_BEFORE_136)
        ? failedByMatrix(spec.name, isolated, how === 'leaked' ? allOpen : allBlocked)
        : spec,
    );
    const verdict = await evaluateFiles(bare(cases), undefined, { kubernetes });
    expect(verdict.verdict).toBe(word);
  });
});

describe('a version that the caller states', () => {
  const stated = async (files: ArchiveFiles, options: Options): Promise<Verdict> =>
    await evaluateFiles(files, undefined, options);

  test.each(['1.36', 'v1.36', 'v1.36.3'])('is used for a run that names none: %s', async (kubernetes) => {
    const verdict = await stated(bare(requiredCases()), { kubernetes });
    expect(verdict).toMatchObject({
      verdict: 'inconclusive',
      catalogue: { source: 'kubernetes-minor', minor: '1.36', specs: 50 },
      inputs: { kubernetes },
      subject: { versionEvidence: { server: null } },
    });
    expect(codesOf(verdict)).not.toContain('server-version-unknown');
  });

  test('makes a spec missing that its catalogue has and the run does not', async () => {
    const verdict = await stated(bare(requiredCases().slice(1)), { kubernetes: '1.36' });
    expect(verdict.summary).toMatchObject({ required: 50, missing: 1 });
  });

  test('does not replace that of the archive, and must not differ from it', async () => {
    const same = await stated(upstreamArchive(), { kubernetes: '1.36' });
    expect([same.verdict, codesOf(same)]).toEqual(['compliant', []]);
    const other = await stated(upstreamArchive(), { kubernetes: '1.35' });
    expect([other.verdict, codesOf(other)]).toEqual(['inconclusive', ['versions-differ']]);
    expect(other.subject.serverVersion).toBe('v1.36.3');
  });

  test('is absent from the verdict if none was stated', async () => {
    expect((await stated(upstreamArchive(), {})).inputs).not.toHaveProperty('kubernetes');
  });

  test.each(['1', 'latest', ''])('must be a version: %p is refused', async (kubernetes) => {
    await expect(stated(upstreamArchive(), { kubernetes })).rejects.toMatchObject({ code: 'USAGE' });
  });
});

describe('the remedy for a version that the catalogue does not have', () => {
  const of = (version: string): ArchiveFiles =>
    newer(requiredCases())
      .set('serverversion.json', JSON.stringify({ gitVersion: version }))
      .set('plugins/e2e/definition.json', definition(`conformance:${version}`));

  test('never promises that a later version of the tool will know an older one', async () => {
    const remedy = await remedyFor(of('v1.27.9'), 'catalogue-missing');
    expect(remedy).toMatch(/^Upgrade the cluster: .*Kubernetes 1\.27, and no later version of scs-networking will add/);
    expect(await remedyFor(of(`v${NEWER}.0`), 'catalogue-missing')).toMatch(
      /^Evaluate this archive again with a version of scs-networking that knows Kubernetes 1\.99, once there is one\. Or run plugin\/scs-networking\.yaml on the cluster now/,
    );
  });

  test('names the option --kubernetes if no version is known', async () => {
    expect(await remedyFor(bare(requiredCases()), 'server-version-unknown')).toContain('--kubernetes');
  });
});

test('the versions that the texts name are those of the catalogue', async () => {
  const found = mustFindings(await evaluateFiles(bare(requiredCases()))).find(
    ({ code }) => code === 'catalogue-missing',
  );
  expect(found?.text).toContain(
    `from ${catalogueMinors[0]} to ${catalogueMinors.at(-1)} requires 50 specs of this run`,
  );
});
