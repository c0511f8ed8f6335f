import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { marked } from 'marked';
import { diffArchives } from '../../../results-parsers/diff/diff-archives.ts';
import { ArchiveDiff } from '../../../results-parsers/documents/archive-diff.ts';
import { Verdict } from '../../../results-parsers/index.ts';
import { type DiffFormat, diffFormats } from '../../../results-parsers/report/diff-formats.ts';
import { evaluateFiles } from '../building/evaluate.ts';
import { requiredCases, upstreamArchive } from '../building/sonobuoy.ts';

const FIXTURES = join(import.meta.dirname, '../../fixtures');
const formats = Object.keys(diffFormats) as DiffFormat[];

async function recorded(name: string): Promise<Verdict> {
  return Verdict.parse(JSON.parse(await readFile(join(FIXTURES, `${name}.verdict.json`), 'utf8')));
}

async function rendered(format: DiffFormat, diff: ArchiveDiff): Promise<string> {
  return (await diffFormats[format].load())(diff, { colour: false, verbose: false });
}

describe('the comparison of two archives', () => {
  // UPDATE_GOLDEN=1 writes the files anew, so that their diff can be reviewed.
  test.each(formats)('in %s is unchanged', async (format) => {
    const diff = diffArchives(await recorded('enforcing-with-sctp'), await recorded('not-enforcing'));
    const report = await rendered(format, diff);
    const golden = join(FIXTURES, 'reports', `enforcing-with-sctp.not-enforcing.${diffFormats[format].file}`);
    if (process.env['UPDATE_GOLDEN'] === '1') await writeFile(golden, report);
    expect(report).toBe(await readFile(golden, 'utf8'));
    if (format === 'json') expect(ArchiveDiff.parse(JSON.parse(report))).toEqual(diff);
  });

  test.each([
    ['compliant', requiredCases(), requiredCases(), 'Nothing that matters changed', 'both are compliant', 'quiet'],
    ['worse', requiredCases(), failing(), 'Changed', 'from compliant to non-compliant', 'bad'],
    ['better', failing(), requiredCases(), 'Changed', 'from non-compliant to compliant', 'good'],
    ['unknown', requiredCases(), requiredCases().slice(1), 'Changed', 'from compliant to inconclusive', 'bad'],
    ['still unknown', [], requiredCases().slice(1), 'Changed', 'inconclusive as before', 'unsure'],
  ])('begins with the change of the verdict: %s', async (_what, before, after, word, text, tone) => {
    const [a, b] = [before, after].map((cases) => evaluateFiles(upstreamArchive({ cases: [...cases] })));
    const diff = diffArchives(await (a ?? Promise.reject()), await (b ?? Promise.reject()));
    expect((await rendered('markdown', diff)).split('\n')[0]).toBe(`## ${word}: ${text}`);
    const page = await rendered('html', diff);
    expect(page).toMatch(new RegExp(`<h1>.*</svg>${word}</h1>\n<p class="why">${text}</p>`, 's'));
    expect(page).toContain(`<header class="masthead ${tone}">`);
    expect((await rendered('text', diff)).split('\n')[0]).toBe(`${word.toUpperCase()}: ${text}`);
  });

  test('fits into a comment, and shows nothing from an archive as markup', async () => {
    const further = Array.from({ length: 3000 }, (_, index) => ({
      name: `[sig-network] Netpol <img src=x> ${'ü'.repeat(index % 700)} should [x](javascript:${index}) [Feature:NetworkPolicy]`,
      state: 'failed' as const,
      text: '<script>alert(1)</script>',
    }));
    const cases = [...requiredCases(), ...further];
    const diff = diffArchives(await evaluateFiles(upstreamArchive()), await evaluateFiles(upstreamArchive({ cases })));
    const markdown = await rendered('markdown', diff);
    expect(Buffer.byteLength(markdown)).toBeLessThan(65_536);
    const kinds: string[] = [];
    marked.walkTokens(marked.lexer(markdown), ({ type, raw }) => {
      if (type === 'link' || type === 'image' || (type === 'html' && !/^<\/?details>/.test(raw))) kinds.push(raw);
    });
    expect(kinds).toEqual([]);
    expect(await rendered('html', diff)).not.toMatch(/<img|<script/);
    expect(await rendered('html', diff)).toContain('and 2900 more, which the JSON format names');
  });
});

function failing() {
  return requiredCases().map((spec, index) => (index === 0 ? { ...spec, state: 'failed' as const } : spec));
}
