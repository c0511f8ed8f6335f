import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { Verdict } from '../../../../results-parsers/index.ts';
import { verdictHtml } from '../../../../results-parsers/report/html/verdict-html.ts';
import { checkVerdicts } from '../../building/check-verdicts.ts';
import { evaluateFiles } from '../../building/evaluate.ts';
import { allBlocked, allOpen, failedByMatrix, isolated } from '../../building/failures.ts';
import { ownArchive, requiredCases, upstreamArchive } from '../../building/sonobuoy.ts';
import { waiver } from '../../waivers/building.ts';

const [first, second, ...others] = requiredCases().map(({ name }) => name);

async function pageOf(files = upstreamArchive(), options = {}): Promise<string> {
  return verdictHtml(await evaluateFiles(files, undefined, options));
}

function sectionsOf(page: string): string[] {
  return [...page.matchAll(/<h2 id="[^"]+">([^<]+)<\/h2>/g)].map(([, title]) => title ?? '');
}

/** The texts of all elements of a class, without markup. */
function textsOf(page: string, name: string): string[] {
  const found = page.matchAll(new RegExp(`<(\\w+)[^>]* class="${name}"[^>]*>(.*?)</\\1>`, 'gs'));
  return [...found].map(([, , content = '']) => content.replace(/<[^>]+>/g, '').trim());
}

const failing = upstreamArchive({
  cases: [
    failedByMatrix(first ?? '', isolated, allOpen),
    failedByMatrix(second ?? '', allOpen, allBlocked),
    ...others.map((name) => ({ name })),
  ],
});

describe('the evidence of a failure', () => {
  const [flaky = '', steady = '', ...rest] = requiredCases().map(({ name }) => name);

  test('is that of the attempt that failed, also if a later one passed', async () => {
    const page = await pageOf(
      ownArchive({
        attempts: [
          { cases: [failedByMatrix(flaky, isolated, allOpen), ...[steady, ...rest].map((name) => ({ name }))] },
          { cases: [{ name: flaky }] },
        ],
      }),
    );
    const details = page.slice(page.indexOf('class="failure"'));
    expect(details).toMatch(/<dt>Evidence<\/dt><dd><code>[^<]*attempts\/1\/junit_01\.xml:\d+<\/code>/);
  });
});

describe('the remedy of a failure', () => {
  const [flaky = '', steady = '', ...rest] = requiredCases().map(({ name }) => name);
  const failuresOf = (page: string) => page.slice(page.indexOf('id="failures"'), page.indexOf('id="clauses"'));

  test('that passed on a retry does not ask whether the network plugin supports it', async () => {
    const failed = [failedByMatrix(flaky, isolated, allOpen), ...[steady, ...rest].map((name) => ({ name }))];
    const page = failuresOf(await pageOf(ownArchive({ attempts: [{ cases: failed }, { cases: [{ name: flaky }] }] })));
    expect(textsOf(page, 'remedy').join()).toMatch(/It passed when it was retried: find out whether/);
    expect(page).not.toMatch(/switched on/);
  });

  test('that has a known cause refers to the cause', async () => {
    const file = join(import.meta.dirname, '../../../fixtures/cilium-late-labels.verdict.json');
    const page = failuresOf(verdictHtml(Verdict.parse(JSON.parse(readFileSync(file, 'utf8')))));
    expect(textsOf(page, 'remedy')[0]).toMatch(/First remove the cause that is named with the verdict/);
    expect(page).not.toMatch(/whether that support is enabled/);
  });
});

describe('the page', () => {
  test.each([
    ['compliant', upstreamArchive(), 'Compliant', 'All 50 required specs ran and passed.'],
    ['non-compliant', failing, 'Non-compliant', 'The cluster does not meet the standard.'],
    ['inconclusive', upstreamArchive({ cases: [] }), 'Inconclusive', 'This archive does not show'],
  ])('begins by saying that the cluster is %s, and why', async (_word, files, heading, why) => {
    const page = await pageOf(files);
    expect(page.match(/<h1>.*?<\/h1>/gs)).toHaveLength(1);
    expect(page.match(/<h1>(?:<svg.*?<\/svg>)?([^<]+)/s)?.[1]).toBe(heading);
    expect(textsOf(page, 'why')[0]).toMatch(why);
    expect(page).toMatch(new RegExp(`<title>${heading}: archive\\.tar\\.gz, scs-0219-v1</title>`));
  });

  test('says in its heading that it rests on waivers', async () => {
    const cases = requiredCases().map((spec) =>
      spec.name.includes('using SCTP') ? { ...spec, state: 'skipped' as const } : spec,
    );
    const page = await pageOf(upstreamArchive({ cases }));
    expect(textsOf(page, 'qualifier')).toEqual(['with 3 waived specs']);
    expect(textsOf(page, 'why')).toEqual(['47 of the 50 required specs passed; 3 did not, and waivers exempt them.']);
  });

  test('has sections only for what the verdict contains', async () => {
    expect(sectionsOf(await pageOf(failing))).toEqual([
      'Failures',
      'Clauses',
      'Attempts',
      'Waivers',
      'Cluster and run',
      'All specs',
      'Evidence',
    ]);
    expect(sectionsOf(await pageOf(new Map([['meta/config.json', '{}']]), { waivers: [] }))).toEqual([
      'Clauses',
      'Cluster and run',
      'Evidence',
    ]);
  });

  test('draws what was expected against what was seen', async () => {
    const page = await pageOf(failing);
    const cells = (kind: string): number => page.match(new RegExp(`<td class="cell ${kind}">`, 'g'))?.length ?? 0;
    expect({ leak: cells('leak'), blocked: cells('blocked'), self: cells('self'), open: cells('open') }).toEqual({
      leak: 2,
      blocked: 6,
      self: 6,
      open: 4,
    });
    expect(page).toContain('<caption>Both tries, 2 wrong: who reaches whom on 80/TCP</caption>');
    expect(page).toContain('<span class="hidden">leak: open, should be blocked</span>');
    expect(page).toContain(
      '<th scope="colgroup" colspan="2">netpol-x</th><th scope="colgroup" colspan="1">netpol-y</th>',
    );
  });

  test('shows when each attempt ran, and its outcome', async () => {
    const attempts = [{ cases: [{ name: first ?? '', state: 'failed' as const }] }, { cases: [{ name: first ?? '' }] }];
    const page = await pageOf(ownArchive({ attempts }));
    expect(page.match(/<rect class="attempt"/g)).toHaveLength(2);
    expect(page).toContain('<td>2026-11-22 11:00:00</td><td>30 min 0 s</td><td>1 failed</td>');
    expect(page).toContain('<td>1 passed</td>');
  });

  test('says how long a waiver stays in force, and links only URLs', async () => {
    const waivers = [
      waiver({ id: 'a', specs: [first ?? ''], expires: '2026-11-23', link: 'https://example.org/?a=1&b=2' }),
      waiver({ id: 'b', specs: [second ?? ''], expires: '2026-11-12', link: 'javascript:alert(1)' }),
      waiver({ id: 'c', specs: [second ?? ''], expires: null, link: null, owner: null, pattern: 'x' }),
    ];
    const page = await pageOf(failing, { waivers: [{ source: 'f', sha256: '0'.repeat(64), waivers }] });
    expect(page).toContain('<dd>2026-11-23, 1 day after that day</dd>');
    expect(page).toContain('<dd>2026-11-12, 10 days before that day</dd>');
    expect(page).toContain('<dd>never</dd>');
    expect(page).toContain('<a href="https://example.org/?a=1&amp;b=2" rel="noreferrer">');
    expect(page.match(/<a href="(?!#|https:)/g)).toBeNull();
  });

  test('shows the answers of checks with their clause and in detail, and draws what they measured', async () => {
    const verdict = await evaluateFiles(upstreamArchive());
    const page = verdictHtml({ ...verdict, checks: checkVerdicts });
    expect(sectionsOf(page)).toContain('Checks of our own');
    expect(page).toContain(
      '<a href="#check-beyond-upstream">Is what no upstream spec tries as the API says?</a> <b>no</b> (only advice)',
    );
    expect(page).toContain('Port 82 was &lt;open&gt;, outside 80 to 81.');
    expect(page).toContain('Are IPv6 blocks enforced? <b>not applicable</b>');
    // 0.12 s to 1.74 s, median 0.34 s, on an axis of 2 s.
    expect(page).toContain('<line class="range" x1="5.52%" x2="80.04%" y1="11" y2="11"/>');
    expect(page).toContain('<line class="median" x1="15.64%" x2="15.64%" y1="1" y2="21"/>');
    expect(page).toContain('>2 s</text>');
    expect(page).toContain(
      '<td class="number">0.34</td><td class="number">1.2</td><td class="number">1.74</td><td class="number">20</td>',
    );
  });

  test('stays small enough for a browser, whatever the archive contains, and says what it leaves out', async () => {
    const further = Array.from({ length: 4000 }, (_, index) =>
      failedByMatrix(`[sig-network] Netpol should ${index} [Feature:NetworkPolicy]`, isolated, allOpen),
    );
    const page = await pageOf(upstreamArchive({ cases: [...requiredCases(), ...further] }), {
      limits: { ratio: 1000 },
    });
    expect(page.match(/<table class="matrix">/g)).toHaveLength(100);
    expect(page.match(/<details class="failure"/g)).toHaveLength(200);
    const notes = [...page.matchAll(/and (\d+) more, which the JSON format names/g)].map(([, more]) => more);
    expect(notes).toEqual(['3800', '3800', '2050']);
    expect(page.length).toBeLessThan(3_000_000);
  });

  test('has a content security policy that allows only its own style', async () => {
    const page = await pageOf();
    const style = page.match(/<style>(.*?)<\/style>/s)?.[1] ?? '';
    const digest = createHash('sha256').update(style).digest('base64');
    expect(page).toContain(
      `content="default-src 'none'; style-src 'sha256-${digest}'; base-uri 'none'; form-action 'none'"`,
    );
    expect(page).not.toMatch(/<script|<img|<link|<iframe| style=| on\w+=|url\(|@import|src=/);
  });

  test('shows nothing from an archive as markup', async () => {
    const name = '[sig-network] Netpol <script>x</script> should "\' onload=x <img src=y> [Feature:NetworkPolicy]';
    const page = await pageOf(
      upstreamArchive({ cases: [...requiredCases(), { name, state: 'failed', text: '</style><script>' }] }),
    );
    expect(page).not.toMatch(/<script|<img/);
    expect(page.match(/<\/style>/g)).toHaveLength(1);
    expect(page).toContain('&lt;/style&gt;&lt;script&gt;');
  });
});
