import { expect, test } from '@jest/globals';
import { judgedByProbes } from '../../../results-parsers/checks/conclusion.ts';
import { judgeOf, ownCheckIds, ownChecks } from '../../../results-parsers/checks/registry.ts';

test.each(ownCheckIds)(
  'the check %s is listed by the id that its definition says, and judged by its own judge',
  (id) => {
    expect(ownChecks[id].definition.id).toBe(id);
    expect(judgeOf(id)).toBe(ownChecks[id].judge);
  },
);

test('a check that this version does not have is judged by its probes', () => {
  expect(judgeOf('a-check-of-a-later-version')).toBe(judgedByProbes);
});
