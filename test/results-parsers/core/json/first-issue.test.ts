import { describe, expect, test } from '@jest/globals';
import * as z from 'zod';
import { issueText, parsedOrIssue } from '../../../../results-parsers/core/json/first-issue.ts';

const Tagged = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('a'), numbers: z.array(z.number()) }),
  z.object({ kind: z.literal('b'), words: z.array(z.string()) }),
]);
const schema = z.strictObject({
  list: z.array(z.strictObject({ name: z.string(), size: z.number().optional() })),
  byName: z.record(z.string(), z.array(z.number())).default({}),
  maybe: z.array(z.boolean()).nullable().default(null),
  tagged: Tagged.optional(),
});

function issueIn(document: unknown): string {
  const parsed = parsedOrIssue(schema, document);
  return 'issue' in parsed ? issueText(parsed.issue) : 'none';
}

describe('what is wrong with a document', () => {
  test.each([
    ['nothing, if it is right', { list: [{ name: 'x', size: 1 }], maybe: [true] }, 'none'],
    ['nothing, if a variant is right', { list: [], tagged: { kind: 'b', words: ['x'] } }, 'none'],
    ['an element', { list: [{ name: 'x' }, 7, 8] }, 'list[1]: expected a mapping'],
    ['a field of an element', { list: [{ name: 1 }] }, 'list[0].name: expected a text'],
    ['a value by name', { list: [], byName: { a: [1], b: ['x'] } }, 'byName.b[0]: expected a number'],
    ['what may be null', { list: [], maybe: [0] }, 'maybe[0]: expected true or false'],
    ['a variant', { list: [], tagged: { kind: 'b', words: [1] } }, 'tagged.words[0]: expected a text'],
    ['no variant', { list: [], tagged: { kind: 'c' } }, 'tagged.kind: '],
    ['a list that is not a list', { list: {} }, 'list: expected a list'],
    ['a field too many', { list: [], more: 1 }, 'expected no more'],
    ['not an object at all', [], 'the document: expected a mapping'],
  ])('is reported once: %s', (_what, document, expected) => {
    expect(issueIn(document)).toContain(expected);
    expect(issueIn(document)).not.toContain('\n');
  });

  test('is reported in few words, however many fields are not allowed', () => {
    const fields = Object.fromEntries(Array.from({ length: 1000 }, (_, index) => [`field-${index}`, 1]));
    expect(issueIn({ list: [], ...fields }).length).toBeLessThan(600);
  });

  test('takes no longer to find if a million elements are wrong than if one is', () => {
    let looked = 0;
    const counting = z.array(z.unknown().refine(() => ++looked < 0));
    expect(parsedOrIssue(counting, new Array(1e6).fill(0))).toMatchObject({ issue: { path: [0] } });
    expect(looked).toBe(1);
  });
});
