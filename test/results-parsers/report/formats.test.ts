import { describe, expect, test } from '@jest/globals';
import { type VerdictFormat, verdictFormats } from '../../../results-parsers/report/formats.ts';
import { evaluateFiles } from '../building/evaluate.ts';
import { upstreamArchive } from '../building/sonobuoy.ts';

const names = Object.keys(verdictFormats) as VerdictFormat[];

describe('the formats of a verdict', () => {
  test('are written to files of different names', () => {
    expect(new Set(names.map((name) => verdictFormats[name].file)).size).toBe(names.length);
  });

  test.each(names)('%s ends its last line, is the same each time, and has colours only at a terminal', async (name) => {
    const render = await verdictFormats[name].load();
    const verdict = await evaluateFiles(upstreamArchive());
    const report = render(verdict, { colour: false, verbose: true, scs: { subject: 'cluster' } });
    expect(report).toMatch(/[^\n]\n$/);
    expect(report).not.toContain('\u001b');
    expect(render(structuredClone(verdict), { colour: false, verbose: true, scs: { subject: 'cluster' } })).toBe(
      report,
    );
  });
});
