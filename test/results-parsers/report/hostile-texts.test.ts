import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { load } from 'js-yaml';
import { diffArchives } from '../../../results-parsers/diff/diff-archives.ts';
import { Verdict } from '../../../results-parsers/index.ts';
import { type DiffFormat, diffFormats } from '../../../results-parsers/report/diff-formats.ts';
import { type VerdictFormat, verdictFormats } from '../../../results-parsers/report/formats.ts';

const FIXTURES = join(import.meta.dirname, '../../fixtures');
const archives = ['enforcing-with-sctp', 'not-enforcing', 'terminated'] as const;
const formats = Object.keys(verdictFormats) as VerdictFormat[];

/** One of each kind: ESC, C0, C1, direction, invisible, line ends, half a surrogate pair, a whole one. */
const HOSTILE_CHARACTERS =
  '\u001b[2J\u0007\u009b31m\u0085\u202e\u200b\u2066\u061c\u00ad\u2028\u2029\r\ud800 \udb40\udc41';
const COMMANDS = '\n::error::planted\n  ::add-mask::planted ##[error]planted ##vso[task.x]planted';
const PLANTED = ` ${HOSTILE_CHARACTERS}${COMMANDS}\nplanted`;

/** The same verdict with hostile text at the end of every string that may contain any text. */
async function planted(archive: string): Promise<Verdict> {
  const verdict: unknown = JSON.parse(await readFile(join(FIXTURES, `${archive}.verdict.json`), 'utf8'));
  const isValid = (): boolean => Verdict.safeParse(verdict).success;
  const plantIn = (holder: Record<string, unknown>): void => {
    for (const [key, value] of Object.entries(holder)) {
      if (typeof value === 'object' && value !== null) plantIn(value as Record<string, unknown>);
      if (typeof value !== 'string') continue;
      holder[key] = value + PLANTED;
      if (!isValid()) holder[key] = value;
    }
  };
  // A few items of each list are enough, because every string is checked against the schema.
  const short = JSON.parse(JSON.stringify(verdict), (_key, value: unknown) =>
    Array.isArray(value) ? value.slice(0, 6) : value,
  ) as Record<string, unknown>;
  Object.assign(verdict as object, short);
  plantIn(verdict as Record<string, unknown>);
  return Verdict.parse(verdict);
}

/** The Markdown format itself inserts it, between characters that would otherwise form a link or a mention. */
const WORD_JOINER = /\u2060/g;
const UNPRINTABLE = /(?!\n)[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u;
/** Log commands, as GitHub's runner and others find them. */
const LOG_COMMAND = /^\s*::[a-z]|##\w*\[/m;

/** The report without the colours and the word joiners that the format itself adds. */
function foreignPart(report: string): string {
  return report.replace(/\u001b\[\d+m/g, '').replace(WORD_JOINER, '');
}

describe.each(archives)('of %s with hostile text in every string', (archive) => {
  test.each(formats)('the format %s contains no character that controls a terminal', async (format) => {
    const render = await verdictFormats[format].load();
    for (const look of [
      { verbose: true, colour: format === 'text' },
      { verbose: false, colour: false },
    ]) {
      const report = render(await planted(archive), { ...look, scs: { subject: 'cluster', inconclusive: true } });
      expect(report).toContain('planted');
      expect(foreignPart(report)).not.toMatch(UNPRINTABLE);
    }
  });

  test.each(['text', 'markdown'] as const)('the format %s contains no command to a CI server', async (format) => {
    const render = await verdictFormats[format].load();
    for (const verbose of [true, false]) {
      const report = render(await planted(archive), { verbose, colour: false });
      expect(report).not.toMatch(LOG_COMMAND);
      expect(report).not.toMatch(/^planted/m);
    }
  });

  test.each([
    ['json', (text: string) => JSON.parse(text)],
    ['ndjson', (text: string) => JSON.parse(text)],
    ['yaml', (text: string) => load(text)],
    ['in-toto-verdict', (text: string) => JSON.parse(text).predicate],
  ] as const)('the format %s is still the same document', async (format, read) => {
    const render = await verdictFormats[format].load();
    const verdict = await planted(archive);
    expect(Verdict.parse(read(render(verdict, { verbose: false, colour: false })))).toEqual(verdict);
  });

  test('the lines of a report for SCS are lines for Python, too', async () => {
    const render = await verdictFormats['scs-report'].load();
    const report = load(
      render(await planted(archive), {
        verbose: false,
        colour: false,
        scs: { subject: 'cluster', inconclusive: true },
      }),
    );
    expect(JSON.stringify(report)).not.toMatch(UNPRINTABLE);
    const [run] = Object.values(
      (report as { run: { invocations: Record<string, { stderr: string[] }> } }).run.invocations,
    );
    for (const line of run?.stderr ?? []) expect(line).toMatch(/^(?:INFO|WARNING|ERROR|CRITICAL): [^\n]*$/);
  });

  test.each(Object.keys(diffFormats) as DiffFormat[])('a comparison as %s contains neither', async (format) => {
    const before = Verdict.parse(JSON.parse(await readFile(join(FIXTURES, 'deadline.verdict.json'), 'utf8')));
    const render = await diffFormats[format].load();
    const report = render(diffArchives(before, await planted(archive)), { verbose: false, colour: false });
    expect(foreignPart(report)).not.toMatch(UNPRINTABLE);
    if (format === 'text' || format === 'markdown') expect(report).not.toMatch(LOG_COMMAND);
  });
});
