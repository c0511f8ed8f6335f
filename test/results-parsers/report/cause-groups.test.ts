import { describe, expect, test } from '@jest/globals';
import { finding } from '../../../results-parsers/documents/verdict/finding.ts';
import type { Finding, Verdict } from '../../../results-parsers/index.ts';
import { causeGroups } from '../../../results-parsers/report/cause-groups.ts';
import { answerLook, clauseLook, findingLook } from '../../../results-parsers/report/html/looks.ts';
import { verdictHtml } from '../../../results-parsers/report/html/verdict-html.ts';
import { verdictMarkdown } from '../../../results-parsers/report/markdown/verdict-markdown.ts';
import { verdictText } from '../../../results-parsers/report/text.ts';
import { labelChangingSpecs } from '../../../results-parsers/standard/label-changes.ts';
import { evaluateFiles } from '../building/evaluate.ts';
import { preparationFailed } from '../building/public-reports.ts';
import { ciliumFiles, upstreamArchive } from '../building/sonobuoy.ts';
import { casesWith } from '../building/waivers.ts';

const words = { text: 'text', remedy: 'remedy' };
const stopped = finding('run-not-completed', words);
const skipped: Finding = { ...finding('specs-skipped', words), followsFrom: ['run-not-completed'] };
const leaked: Finding = { ...finding('specs-failed', words), followsFrom: ['labels-late'] };
const late = finding('labels-late', words);
const [problem, other] = [
  finding('preflight-stopped', words),
  finding('preflight-stopped', { ...words, text: 'other' }),
];

describe('findings are listed under their cause', () => {
  test.each<[what: string, findings: Finding[], groups: [cause: Finding, consequences: Finding[], effect: string][]]>([
    [
      'in the order of the causes',
      [stopped, late, skipped],
      [
        [stopped, [skipped], 'undetermines'],
        [late, [], 'advises'],
      ],
    ],
    ['also if the cause comes later', [skipped, stopped], [[stopped, [skipped], 'undetermines']]],
    ['with the strongest effect of the group', [leaked, late], [[late, [leaked], 'fails']]],
    ['or by themselves if there is no such cause', [skipped], [[skipped, [], 'undetermines']]],
    [
      'under the last of several causes of one kind',
      [problem, other, { ...stopped, followsFrom: ['preflight-stopped'] }],
      [
        [problem, [], 'undetermines'],
        [other, [{ ...stopped, followsFrom: ['preflight-stopped'] }], 'undetermines'],
      ],
    ],
  ])('%s', (_what, findings, groups) => {
    const expected = groups.map(([cause, consequences, effect]) => ({ cause, consequences, effect }));
    expect(causeGroups(findings)).toEqual(expected);
  });
});

async function onLateLabel(): Promise<Verdict> {
  const [label = ''] = labelChangingSpecs.keys();
  return await evaluateFiles(new Map([...upstreamArchive({ cases: casesWith([label], 'failed') }), ...ciliumFiles()]));
}

describe('a report names the cause first, with the one thing to do', () => {
  const forms: [form: string, write: (verdict: Verdict) => string][] = [
    ['text', verdictText],
    ['Markdown', verdictMarkdown],
    ['HTML', verdictHtml],
  ];

  test.each(forms)('in %s, if the preparation failed', async (_form, write) => {
    const report = write(await evaluateFiles(preparationFailed()));
    expect(report).toContain('Make sure that all nodes are ready');
    expect(report).not.toContain('Run with the focus NetworkPolicy');
    expect(report).not.toContain('Nothing on its own');
    const skippedAt = report.search(/50 required\s+specs were skipped/);
    expect(skippedAt).toBeGreaterThan(report.indexOf('The preparation of the suite'));
  });

  test.each(forms)('in %s, if a label was late', async (_form, write) => {
    const report = write(await onLateLabel());
    expect(report.indexOf('identity-max-jitter')).toBeLessThan(report.indexOf('1 required spec failed'));
    expect(report).not.toMatch(/does not enforce\s+NetworkPolicy at all/);
  });
});

describe('the page shows at a glance what is not a failure of the cluster', () => {
  test('an unused MAY is quiet, and an unmet SHOULD does not look like a failed MUST', () => {
    expect(clauseLook({ level: 'MUST', outcome: 'not-satisfied' })).toEqual({ tone: 'bad', glyph: 'no' });
    for (const look of [
      clauseLook({ level: 'SHOULD', outcome: 'not-satisfied' }),
      findingLook('fails', 'SHOULD'),
      answerLook('no', 'SHOULD'),
      answerLook('no', 'advisory'),
    ]) {
      expect(look).toEqual({ tone: 'unsure', glyph: 'waived' });
    }
    for (const look of [
      clauseLook({ level: 'MAY', outcome: 'not-satisfied' }),
      findingLook('fails', 'MAY'),
      answerLook('no', 'MAY'),
    ]) {
      expect(look).toEqual({ tone: 'quiet', glyph: 'waived' });
    }
  });

  test('the masthead has a row of the four clauses', async () => {
    const [masthead = ''] = verdictHtml(await evaluateFiles(upstreamArchive())).split('</header>');
    const row = /<ul class="clause-row".*?<\/ul>/s.exec(masthead)?.[0] ?? '';
    expect([...row.matchAll(/href="#clause-([a-z-]+)"/g)].map(([, id]) => id)).toEqual([
      'network-policy',
      'admin-network-policy',
      'ingress',
      'default-restrictions',
    ]);
  });

  test('remarks on a satisfied MUST are folded', async () => {
    const verdict = await evaluateFiles(upstreamArchive({ properties: { FlakeAttempts: '3' } }));
    expect(verdict.verdict).toBe('compliant');
    expect(verdictHtml(verdict)).toContain('<summary>1 remark, which do not change the outcome</summary>');
  });
});
