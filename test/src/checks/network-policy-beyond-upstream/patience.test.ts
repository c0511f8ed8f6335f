import { expect, test } from '@jest/globals';
import type { Probe } from '../../../../results-parsers/documents/checks/probe.ts';
import { Patience } from '../../../../src/checks/network-policy-beyond-upstream/patience.ts';

function probe(observed: Probe['observed'], changedAt: string | null = '2026-11-24T12:00:00.000Z'): Probe {
  return {
    name: 'x/0/0',
    from: { namespace: 'x', pod: 'x-a' },
    to: { what: 'y-a', address: '10.0.0.1' },
    protocol: 'TCP',
    port: 80,
    expected: 'blocked',
    observed,
    changedAt,
    attempts: [],
  };
}

const inVain = [probe('open'), probe('open')];

test.each<[string, Probe[][], number]>([
  ['at first, because a policy may take effect late', [], 45],
  ['after one step in vain', [inVain], 45],
  ['only briefly after two steps in vain, because nothing is enforced', [inVain, inVain], 2],
  ['only briefly even if a step between the two was not in vain', [inVain, [probe('blocked')], inVain], 2],
  [
    'for long if each step had an effect, because policies are enforced',
    Array(5).fill([probe('open'), probe('blocked')]),
    45,
  ],
  [
    'for long if only connections were wrong that a step should not have changed',
    Array(5).fill([probe('open', null)]),
    45,
  ],
])('the check waits for the expected result %s', (_, steps, seconds) => {
  const patience = new Patience();
  for (const step of steps) patience.learnFrom(step);
  expect(patience.seconds).toBe(seconds);
});
