import { expect, test } from '@jest/globals';
import { defaultWaivers, verdictText } from '../../../results-parsers/index.ts';
import { verdictHtml } from '../../../results-parsers/report/html/verdict-html.ts';
import { verdictMarkdown } from '../../../results-parsers/report/markdown/verdict-markdown.ts';
import { shownWaivers } from '../../../results-parsers/report/shown-waivers.ts';
import { evaluateFiles } from '../building/evaluate.ts';
import { preparationFailed } from '../building/public-reports.ts';
import { requiredCases, upstreamArchive } from '../building/sonobuoy.ts';
import { fileOf } from '../building/waivers.ts';
import { waiver } from '../waivers/building.ts';

const SAYS_DEFAULT_WAIVER = /scs-sctp-connectivity/;
const skipped = requiredCases().map((spec) => ({ ...spec, state: 'skipped' as const }));

test.each([
  ['the focus named no required spec', upstreamArchive({ cases: skipped })],
  ['the preparation failed', preparationFailed()],
])('no report mentions the default waivers if %s, so that nothing was tried', async (_what, files) => {
  const verdict = await evaluateFiles(files);
  for (const report of [verdictText(verdict), verdictMarkdown(verdict), verdictHtml(verdict)])
    expect(report).not.toMatch(SAYS_DEFAULT_WAIVER);
  expect(verdict.waivers).toHaveLength(3);
});

test('reports always mention waivers that were given, and all waivers if something was tried', async () => {
  const asked = await evaluateFiles(upstreamArchive({ cases: skipped }), undefined, {
    waivers: [defaultWaivers, fileOf(waiver({ id: 'ours' }))],
  });
  expect(shownWaivers(asked).map(({ id }) => id)).toEqual(['ours']);
  expect(verdictText(await evaluateFiles(upstreamArchive()))).toMatch(SAYS_DEFAULT_WAIVER);
});
