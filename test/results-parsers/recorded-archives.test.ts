import { createReadStream } from 'node:fs';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { type EvaluationOptions, evaluateArchive, Verdict, verdictJson } from '../../results-parsers/index.ts';

const FIXTURES = join(import.meta.dirname, '../fixtures');

/** The verdicts with the default waivers, and without waivers. test/fixtures/README.md describes each archive. */
const expected = [
  ['api-server-away', 'inconclusive', 'inconclusive'],
  ['admin-policies-baseline-in-use', 'inconclusive', 'inconclusive'],
  ['admin-policies-latest', 'inconclusive', 'inconclusive'],
  ['admin-policies-not-enforced', 'inconclusive', 'inconclusive'],
  ['admin-policies-partly', 'inconclusive', 'inconclusive'],
  ['cilium', 'compliant', 'non-compliant'],
  ['cilium-enforcement-always', 'inconclusive', 'inconclusive'],
  ['cilium-late-labels', 'non-compliant', 'non-compliant'],
  ['deadline', 'inconclusive', 'inconclusive'],
  ['defaults-deny', 'inconclusive', 'inconclusive'],
  ['dry-run', 'inconclusive', 'inconclusive'],
  ['enforcing', 'compliant', 'inconclusive'],
  ['enforcing-cut', 'inconclusive', 'inconclusive'],
  ['enforcing-with-sctp', 'compliant', 'non-compliant'],
  ['ingress-partly', 'inconclusive', 'inconclusive'],
  ['ingress-traefik', 'inconclusive', 'inconclusive'],
  ['ingress-works', 'inconclusive', 'inconclusive'],
  ['killed', 'inconclusive', 'inconclusive'],
  ['kube-router', 'compliant', 'inconclusive'],
  ['kyverno', 'inconclusive', 'inconclusive'],
  ['left-out', 'compliant', 'inconclusive'],
  ['no-match', 'inconclusive', 'inconclusive'],
  ['not-enforcing', 'non-compliant', 'non-compliant'],
  ['not-enforcing-all', 'non-compliant', 'non-compliant'],
  ['retried', 'inconclusive', 'inconclusive'],
  ['retried-parallel', 'inconclusive', 'inconclusive'],
  ['scenarios-enforced', 'inconclusive', 'inconclusive'],
  ['scenarios-not-enforced', 'inconclusive', 'inconclusive'],
  ['terminated', 'inconclusive', 'inconclusive'],
  ['upstream-1.37', 'compliant', 'non-compliant'],
  ['upstream-conformance', 'inconclusive', 'inconclusive'],
] as const;

async function evaluateFixture(name: string, options: Partial<EvaluationOptions> = {}): Promise<Verdict> {
  const archiveName = `${name}.tar.gz`;
  const bytes = createReadStream(join(FIXTURES, archiveName));
  return evaluateArchive(bytes, { archiveName, toolVersion: 'golden', ...options });
}

describe('an archive of a real run', () => {
  test.each(expected)('%s is %s, and %s without waivers', async (name, verdict, strict) => {
    expect((await evaluateFixture(name)).verdict).toBe(verdict);
    expect((await evaluateFixture(name, { waivers: [] })).verdict).toBe(strict);
  });

  // Every change of a verdict must be visible: UPDATE_GOLDEN=1 writes the files anew, so that their diff can be reviewed.
  test.each(expected.map(([name]) => name))('%s has its golden verdict', async (name) => {
    const verdict = await evaluateFixture(name);
    const golden = join(FIXTURES, `${name}.verdict.json`);
    if (process.env['UPDATE_GOLDEN'] === '1') {
      await writeFile(golden, verdictJson(verdict));
    }
    expect(verdict).toEqual(Verdict.parse(JSON.parse(await readFile(golden, 'utf8'))));
  });

  test('is listed here, whichever it is', async () => {
    const archives = (await readdir(FIXTURES)).filter((file) => file.endsWith('.tar.gz'));
    expect(new Set(archives)).toEqual(new Set(expected.map(([name]) => `${name}.tar.gz`)));
  });
});
