import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { documentLimits } from '../../results-parsers/archive/json-document.ts';
import { KEPT_EXPLANATIONS_LENGTH, KEPT_TEXT_LENGTH, SPEC_NAME_LENGTH } from '../../results-parsers/junit/limits.ts';
import { type VerdictFormat, verdictFormats } from '../../results-parsers/report/formats.ts';
import { defaultLimits } from '../../results-parsers/sonobuoy/limits.ts';
import { evaluateBytes } from './building/evaluate.ts';
import { hostileArchives, writeHostileArchive } from './building/hostile-archives.ts';

// A single allocation that does not fit into a thread's heap of 1 GiB ends the whole process; the thread's limits do not prevent that. So
// no allocation may exceed a sixteenth of the heap.
const MOST_BYTES = 64 * 1024 ** 2;
/** A character may take two bytes. */
const MOST_CHARACTERS = MOST_BYTES / 2;
/** What an element of an array, or of a table of names, may take. */
const BYTES_OF_VALUE = 32;

jest.setTimeout(120_000);

describe('no limit permits a single allocation that may not fit into a heap:', () => {
  test.each<[what: string, characters: number]>([
    ...Object.entries(documentLimits).map(([kind, { bytes }]): [string, number] => [`the text of ${kind}`, bytes]),
    ['the text between two tags', defaultLimits.xmlRunLength],
    ['an attribute', defaultLimits.xmlAttributeLength],
    ['the text that is kept of JUnit files', defaultLimits.keptCharacters],
    ['the explanations of failures', KEPT_EXPLANATIONS_LENGTH],
    ['a failure', KEPT_TEXT_LENGTH],
    ['the name of a spec', SPEC_NAME_LENGTH],
    ['the name of a file', defaultLimits.nameLength],
  ])('%s', (_what, characters) => {
    expect(characters).toBeLessThanOrEqual(MOST_CHARACTERS);
  });

  test.each<[what: string, values: number]>([
    ...Object.entries(documentLimits).map(([kind, { values }]): [string, number] => [`the values of ${kind}`, values]),
    ['files', defaultLimits.entries],
    ['specs', defaultLimits.specs],
  ])('%s', (_what, values) => {
    expect(values * BYTES_OF_VALUE).toBeLessThanOrEqual(MOST_BYTES);
  });
});

describe('no report needs such an allocation, whatever an archive contains:', () => {
  let directory = '';
  beforeAll(() => {
    directory = mkdtempSync(join(tmpdir(), 'scs-networking-'));
  });
  afterAll(() => rmSync(directory, { recursive: true }));

  // These give the longest verdicts.
  const longest = hostileArchives(20).filter(({ name }) => /^(?:failed|passed) specs|^suites$/.test(name));

  test.each(longest.map((archive) => [archive.name, archive] as const))('%s', async (_name, archive) => {
    const file = join(directory, 'hostile.tar.gz');
    await writeHostileArchive(archive, file);
    const verdict = await evaluateBytes(readFileSync(file));
    const look = { colour: false, verbose: true };
    const formats = Object.keys(verdictFormats) as VerdictFormat[];
    // SCS's report needs the date of a run, which these archives lack.
    for (const format of formats.filter((each) => each !== 'scs-report')) {
      const render = await verdictFormats[format].load();
      expect([format, render(verdict, look).length < MOST_CHARACTERS]).toEqual([format, true]);
    }
  });
});
