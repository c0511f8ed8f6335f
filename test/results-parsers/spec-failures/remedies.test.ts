import { describe, expect, test } from '@jest/globals';
import { readFailure } from '../../../results-parsers/spec-failures/read-failure.ts';
import { failureRemedy } from '../../../results-parsers/spec-failures/remedies.ts';
import { validation } from './built-timeline.ts';

const pods = ['netpol-x-17/a', 'netpol-y-4711/a'];

describe('the remedy of a failure', () => {
  test.each([
    ['nothing is enforced', 1, ['.X', '..'], ['..', '..'], 'Nothing was blocked that should be blocked. If other'],
    [
      'only some policies are enforced',
      1,
      ['.X', 'X.'],
      ['.X', '..'],
      'Find out why the network plugin lets through what the policy forbids',
    ],
    [
      'too much is blocked',
      1,
      ['..', '..'],
      ['.X', '..'],
      'Find out why the network plugin blocks what the policy allows',
    ],
    [
      'too much and too little is blocked',
      2,
      ['.X', '..'],
      ['..', 'X.'],
      'Find out why the network plugin interprets the policy differently',
    ],
  ])('is the right one if %s', (_, wrong, expected, observed, start) => {
    const message = `Had ${wrong} wrong results in reachability matrix`;
    const failure = readFailure(message, validation({ pods, expected, observed }));
    expect(failureRemedy(failure).slice(0, start.length)).toBe(start);
  });

  test('does not blame policies for the environment', () => {
    const failure = readFailure('unable to initialize resources: x', '');
    expect(failureRemedy(failure)).toMatch(/^This failure says nothing about how policies are enforced\./);
  });
});
