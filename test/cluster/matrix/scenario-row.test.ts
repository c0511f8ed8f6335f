import { expect, test } from '@jest/globals';
import type { ScenarioOutcome } from './scenario-cases.ts';
import { type SeenCase, scenarioRow } from './scenario-row.ts';

function seen(name: string, expected: SeenCase['case']['expected'], answer: ScenarioOutcome): SeenCase {
  const parts = Object.keys(expected).map((id) => ({ id, question: '', answer, text: `why ${answer}` }));
  return { case: { name, expected }, conclusion: { answer: 'unknown', text: '', parts } };
}

const sound = (answer: ScenarioOutcome) => seen('sound', { 'udp-egress': ['yes'] }, answer);
const none = (answer: ScenarioOutcome) => seen('none', { 'udp-egress': ['no'] }, answer);

test('a scenario that passed and failed on the right engines has no problem', () => {
  expect(scenarioRow('udp-egress', [sound('yes'), none('no')])).toEqual({
    name: 'udp-egress',
    found: 'yes: sound; no: none',
    problems: [],
  });
});

test.each<[string, SeenCase[], string[]]>([
  ['a pass without a failure is a problem', [sound('yes')], ['expected no on one of them, found none']],
  ['a failure without a pass is a problem', [none('no')], ['expected yes on one of them, found none']],
  [
    'an unexpected answer is reported with its text',
    [sound('no'), none('no')],
    ['sound: expected yes, found no: why no', 'expected yes on one of them, found none'],
  ],
  [
    'a case that could not run is reported',
    [
      sound('yes'),
      none('no'),
      { case: { name: 'broken', expected: { 'udp-egress': ['no'] } }, conclusion: { problem: 'timeout' } },
    ],
    ['broken: timeout'],
  ],
  [
    'a case without an answer is reported',
    [
      sound('yes'),
      none('no'),
      { ...seen('mute', {}, 'no'), case: { name: 'mute', expected: { 'udp-egress': ['no'] } } },
    ],
    ['mute: found no answer'],
  ],
  [
    'cases about other scenarios do not count',
    [sound('yes'), none('no'), seen('x', { 'end-port-egress': ['no'] }, 'yes')],
    [],
  ],
])('%s', (_, cases, problems) => {
  expect(scenarioRow('udp-egress', cases).problems).toEqual(problems);
});

test('the row of a scenario that is only reported says that it neither passes nor fails', () => {
  const reported = seen('sound', { 'established-connection': ['reported'] }, 'reported');
  const row = scenarioRow('established-connection', [
    reported,
    seen('none', { 'established-connection': ['unknown'] }, 'unknown'),
  ]);
  expect(row.found).toBe('neither passes nor fails by design; reported: sound; unknown: none');
  expect(row.problems).toEqual([]);
  expect(scenarioRow('established-connection', [reported]).problems).toHaveLength(1);
});
