import { describe, expect, test } from '@jest/globals';
import { marked } from 'marked';
import { verdictMarkdown } from '../../../../results-parsers/report/markdown/verdict-markdown.ts';
import { checkVerdicts } from '../../building/check-verdicts.ts';
import { evaluateFiles } from '../../building/evaluate.ts';
import { allOpen, failedByMatrix, isolated } from '../../building/failures.ts';
import type { BuiltCase } from '../../building/junit.ts';
import { requiredCases, upstreamArchive } from '../../building/sonobuoy.ts';

/** The longest comment that GitHub accepts. */
const COMMENT = 65_536;

async function markdownOf(cases: BuiltCase[], options = {}): Promise<string> {
  return verdictMarkdown(await evaluateFiles(upstreamArchive({ cases }), undefined, options));
}

function linesOf(markdown: string): string[] {
  return markdown.split('\n');
}

describe('the verdict in Markdown', () => {
  test('begins with the verdict, why, and what to do, and puts failures before all else', async () => {
    const [first, ...others] = requiredCases();
    const markdown = await markdownOf([failedByMatrix(first?.name ?? '', isolated, allOpen), ...others]);
    const lines = linesOf(markdown);
    expect(lines.slice(0, 3)).toEqual([
      '## ❌ Non-compliant: scs-0219-v1, KaaS Networking Standard',
      '',
      '**The cluster does not meet the standard.**',
    ]);
    expect(lines[4]).toMatch(/^- 1 required spec failed: 1 leaked \(security\)/);
    expect(lines[5]).toMatch(/^ {2}→ /);
    const headings = lines.filter((line) => line.startsWith('<details>')).map((line) => line.replace(/<[^>]+>/g, ''));
    expect(headings).toEqual([
      '1 leaked (security): what should be blocked was open',
      '3 remarks',
      '3 waivers, on 2026-11-22',
      '50 specs',
      expect.stringMatching(/^\d+ files of evidence$/),
    ]);
  });

  test.each([
    ['compliant', requiredCases(), '## ✅ Compliant: ', '**All 50 required specs ran and passed.**'],
    ['inconclusive', requiredCases().slice(1), '## ❔ Inconclusive: ', '**This archive does not show'],
  ])('says in its first lines that the cluster is %s', async (_word, cases, heading, why) => {
    const markdown = await markdownOf(cases);
    expect(markdown.startsWith(heading)).toBe(true);
    expect(linesOf(markdown)[2]?.startsWith(why)).toBe(true);
  });

  test('says how to get the same verdict from the same inputs', async () => {
    const markdown = await markdownOf(requiredCases(), {
      asOf: '2026-12-01',
      strictFlakes: true,
      limits: { entries: 99 },
    });
    expect(markdown).toMatch(/- `sha256sum archive\.tar\.gz {2}# [0-9a-f]{64}`\n/);
    expect(markdown).toContain(
      '- `scs-networking evaluate --format json --as-of 2026-12-01 --strict-flakes --max-entries 99 archive.tar.gz > verdict.json`\n',
    );
  });

  test('names the answers of checks, and the parts of them that are not as wanted', async () => {
    const verdict = { ...(await evaluateFiles(upstreamArchive())), checks: checkVerdicts };
    expect(verdictMarkdown(verdict)).toContain(`<details><summary>2 checks of our own</summary>

- Is what no upstream spec tries as the API says? **no**: 1 of 3 scenarios is not as the API says.
  - Does endPort end where it says? **no**: Port 82 was \\<open\\>, outside 80 to 81.
  - Is traffic from a node allowed? **unknown**: The pod did not start.
- Are new namespaces restricted by default? **yes**: A new namespace had one policy.
`);
  });

  test('fits into a comment whatever the archive contains, and says what it leaves out', async () => {
    const text = '| <b> `'.repeat(200);
    const further = Array.from({ length: 3000 }, (_, index): BuiltCase => {
      return {
        name: `[sig-network] Netpol ${'x'.repeat(index % 900)} should ${index} ü [Feature:NetworkPolicy]`,
        state: 'failed',
        text,
      };
    });
    const failing = requiredCases().map((spec): BuiltCase => ({ ...spec, state: 'failed', text }));
    const markdown = await markdownOf([...failing, ...further], { waivers: [] });
    expect(Buffer.byteLength(markdown)).toBeLessThan(COMMENT);
    expect(markdown).toMatch(/- and \d+ more, for which there is no room here/);
    expect(markdown).toContain('The same archive gives the same verdict');
    const opened = markdown.match(/^<details>/gm)?.length;
    expect(opened).toBe(markdown.match(/^<\/details>/gm)?.length);
  });

  test('contains no markup from the archive', async () => {
    const name =
      '[sig-network] Netpol <img src=x onerror=alert(1)> </details> should [x](javascript:y) [Feature:NetworkPolicy]';
    const markdown = await markdownOf([
      ...requiredCases(),
      { name, state: 'failed', text: '<script>alert(1)</script>' },
    ]);
    const html: string[] = [];
    const links: string[] = [];
    marked.walkTokens(marked.lexer(markdown), (token) => {
      if (token.type === 'html') html.push(token.raw.trim());
      if (token.type === 'link' || token.type === 'image') links.push(token.href);
    });
    expect(html.filter((raw) => !/^<details><summary>[\w ,():-]+<\/summary>$|^<\/details>$/.test(raw))).toEqual([]);
    expect(links.filter((href) => !href.startsWith('https://github.com/'))).toEqual([]);
    expect(links.length).toBeGreaterThan(0);
  });
});
