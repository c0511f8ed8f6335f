import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { codesOf, evaluateBytes, evaluateFiles, mustFindings } from '../../building/evaluate.ts';
import { requiredCases, upstreamArchive } from '../../building/sonobuoy.ts';

const CODE = 'suite-of-another-binary';
const always = { LabelFilter: '', FailOnPending: 'false', OutputInterceptorMode: '' };
const since131 = { ...always, FailOnEmpty: 'false' };
const since135 = { ...since131, SuiteSemVerConstraints: '[]', SemVerFilter: '' };
const since136 = { ...since135, SuiteComponentSemVerConstraints: '[]' };

/** An archive of a cluster and an e2e binary of this version, whose JUnit also has these properties. */
function archiveOf(version: string, properties: Record<string, string>) {
  const image = `registry.k8s.io/conformance:v${version}`;
  return upstreamArchive({ cases: requiredCases(), properties })
    .set('serverversion.json', JSON.stringify({ gitVersion: `v${version}` }))
    .set('plugins/e2e/definition.json', JSON.stringify({ Definition: { spec: { image, env: [] } } }));
}

describe('a JUnit whose properties show the version of Ginkgo', () => {
  test.each([
    ['1.36.3', since136],
    ['1.35.1', since135],
    ['1.34.0', since131],
    ['1.31.9', since131],
    ['1.36.3', {}],
    ['1.36.0-alpha.1', since131],
    ['1.35.0-rc.0', since136],
  ])('is believed for Kubernetes %s if that version uses this Ginkgo (%j)', async (version, properties) => {
    expect(codesOf(await evaluateFiles(archiveOf(version, properties)))).not.toContain(CODE);
  });

  test.each([
    ['1.36.3', since135, 'lacks SuiteComponentSemVerConstraints, which it always writes'],
    [
      '1.36.3',
      since131,
      'lacks SuiteSemVerConstraints and SemVerFilter and SuiteComponentSemVerConstraints, which it always writes',
    ],
    ['1.35.1', since136, 'has SuiteComponentSemVerConstraints, which it does not write'],
    ['1.34.2', since135, 'has SuiteSemVerConstraints and SemVerFilter, which it does not write'],
    ['1.31.0', always, 'lacks FailOnEmpty, which it always writes'],
    ['1.36.3', { SemVerFilter: '', ...always }, 'lacks FailOnEmpty and'],
  ])(
    'proves nothing for Kubernetes %s if another version uses this Ginkgo (%j)',
    async (version, properties, words) => {
      const verdict = await evaluateFiles(archiveOf(version, properties));
      expect(verdict.verdict).toBe('inconclusive');
      expect(mustFindings(verdict).find(({ code }) => code === CODE)?.text).toContain(words);
    },
  );
});

test('each recorded archive was written by the Ginkgo of its version', async () => {
  const fixtures = join(import.meta.dirname, '../../../fixtures');
  const archives = (await readdir(fixtures)).filter((file) => file.endsWith('.tar.gz'));
  expect(archives.length).toBeGreaterThan(20);
  for (const archive of archives) {
    expect(codesOf(await evaluateBytes(await readFile(join(fixtures, archive))))).not.toContain(CODE);
  }
});
