import { describe, expect, test } from '@jest/globals';
import * as z from 'zod';
import { schemaProblem } from '../../../results-parsers/core/schema-problem.ts';
import { evaluateFiles, mustFindings } from '../building/evaluate.ts';
import { upstreamArchive } from '../building/sonobuoy.ts';

const Schema = z.strictObject({
  kind: z.literal('A'),
  spec: z.object({ image: z.string(), env: z.array(z.strictObject({ name: z.string() })) }),
  count: z.number().max(3).optional(),
});
const fitting = { kind: 'A', spec: { image: 'i', env: [] } };

function problemOf(document: unknown): string {
  const { error } = Schema.safeParse(document);
  return error === undefined ? '' : schemaProblem(error);
}

describe('what is wrong with a document', () => {
  test.each<[unknown, string]>([
    [[], 'the document: expected a mapping'],
    [{ ...fitting, kind: 'B' }, 'kind: expected A'],
    [
      { ...fitting, spec: { image: 1, env: [{ name: true }] } },
      'spec.image: expected a text; spec.env[0].name: expected a text',
    ],
    [{ ...fitting, more: 1 }, 'the document: expected no more'],
    [{ ...fitting, count: 4 }, 'count: expected at most 3'],
    [
      { kind: 'A', spec: { image: 'i', env: [1, 2, 3, 4, 5] } },
      'spec.env[0]: expected a mapping; spec.env[1]: expected a mapping; spec.env[2]: expected a mapping; and 2 more',
    ],
  ])('is reported in our own words: %j', (document, words) => {
    expect(problemOf(document)).toBe(words);
  });

  test('does not show which library found it', async () => {
    const verdict = await evaluateFiles(upstreamArchive().set('meta/info.json', '{"plugins": 7}'));
    const found = mustFindings(verdict).find(({ code }) => code === 'metadata-unreadable');
    expect(found?.text).toContain('plugins: expected a list');
    expect(JSON.stringify(verdict)).not.toMatch(/\u2716|Invalid input|received/);
  });
});
