import { expect, test } from '@jest/globals';
import { checkDefinitions } from '../../../../results-parsers/checks/registry.ts';
import type { Check } from '../../../../src/checks/check.ts';
import type { ChecksProgress } from '../../../../src/checks/run-checks.ts';
import { AnnouncedChecks, secondsLeft, wordsFor } from '../../../../src/runner/progress/announced-checks.ts';

function check(id: string, usualSeconds: number, alone = false): Check {
  const definition = checkDefinitions.find((each) => each.id === id);
  if (definition === undefined) throw new Error(`expected a check ${id}`);
  return { definition, run: async () => undefined, usualSeconds, alone };
}

const long = check('network-policy-beyond-upstream', 100);
const short = check('ingress-controller', 30);
const last = check('network-policy-sampled', 400, true);

const cases: [string, Omit<ChecksProgress, 'all'>, string, number | null][] = [
  [
    'two side by side',
    {
      ended: 0,
      running: [
        { check: long, since: 0 },
        { check: short, since: 0 },
      ],
      waiting: [last],
    },
    '0 of 3 checks ended, network-policy-beyond-upstream and ingress-controller run',
    480,
  ],
  [
    'one that runs alone',
    { ended: 2, running: [{ check: last, since: 0 }], waiting: [] },
    '2 of 3 checks ended, network-policy-sampled runs',
    380,
  ],
  [
    'one that takes longer than usual',
    { ended: 2, running: [{ check: long, since: -400_000 }], waiting: [] },
    '2 of 3 checks ended, network-policy-beyond-upstream runs',
    10,
  ],
  ['all ended', { ended: 3, running: [], waiting: [] }, '3 of 3 checks ended', null],
];

test.each(cases)('the progress message names the running checks: %s', (_, progress, words, seconds) => {
  expect(wordsFor({ ...progress, all: 3 })).toBe(words);
  expect(secondsLeft({ ...progress, all: 3 }, 20_000)).toBe(seconds);
});

test('the progress message counts a single check in the singular', () => {
  expect(wordsFor({ all: 1, ended: 1, running: [], waiting: [] })).toBe('1 of 1 check ended');
});

test.each([
  ['before-specs', null],
  ['after-specs', expect.any(Number)],
] as const)('the time left of a run with checks %s is that of the checks: %p', (phase, expected) => {
  const reported: (number | null)[] = [];
  const said = new AnnouncedChecks({ mention: (_activity, seconds) => reported.push(seconds) }, phase);
  said.changed({ all: 1, ended: 0, running: [{ check: short, since: performance.now() }], waiting: [] });
  said.end();
  expect(reported).toEqual([expected]);
});
