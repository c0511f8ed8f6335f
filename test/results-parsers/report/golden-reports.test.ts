import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { load } from 'js-yaml';
import { Verdict } from '../../../results-parsers/index.ts';
import { type VerdictFormat, verdictFormats } from '../../../results-parsers/report/formats.ts';

const FIXTURES = join(import.meta.dirname, '../../fixtures');

/** A compliant, a non-compliant and an inconclusive one; test/fixtures/README.md describes each archive. */
const archives = ['enforcing-with-sctp', 'not-enforcing', 'terminated'] as const;

async function verdictOf(archive: string): Promise<Verdict> {
  return Verdict.parse(JSON.parse(await readFile(join(FIXTURES, `${archive}.verdict.json`), 'utf8')));
}

async function rendered(format: VerdictFormat, verdict: Verdict): Promise<string> {
  const render = await verdictFormats[format].load();
  return render(verdict, { colour: false, verbose: false, scs: { subject: 'example-cluster', inconclusive: true } });
}

/** Formats whose golden file is the verdict document itself, and how to read each back. */
const sameDocument = {
  json: (text) => JSON.parse(text),
  ndjson: (text) => JSON.parse(text),
  yaml: load,
  'in-toto-verdict': (text) => JSON.parse(text).predicate,
} satisfies Partial<Record<VerdictFormat, (text: string) => unknown>>;

const others = (Object.keys(verdictFormats) as VerdictFormat[]).filter((format) => !(format in sameDocument));

describe.each(archives)('the report on %s', (archive) => {
  test.each(Object.entries(sameDocument))('in %s is the golden verdict', async (format, read) => {
    const verdict = await verdictOf(archive);
    expect(Verdict.parse(read(await rendered(format as VerdictFormat, verdict)))).toEqual(verdict);
  });

  // UPDATE_GOLDEN=1 writes the files anew, so that their diff can be reviewed.
  test.each(others)('in %s is unchanged', async (format) => {
    const report = await rendered(format, await verdictOf(archive));
    const golden = join(FIXTURES, 'reports', `${archive}.${verdictFormats[format].file}`);
    if (process.env['UPDATE_GOLDEN'] === '1') {
      await mkdir(dirname(golden), { recursive: true });
      await writeFile(golden, report);
    }
    expect(report).toBe(await readFile(golden, 'utf8'));
  });
});
