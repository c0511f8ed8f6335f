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
  ['at first, as a policy may take its time', [], 45],
  ['after one step in vain', [inVain], 45],
  ['no longer after two steps in vain, as nothing is enforced', [inVain, inVain], 2],
  ['no longer, also where a step between them was not', [inVain, [probe('blocked')], inVain], 2],
  [
    'where each step brought something about, as policies are enforced there',
    Array(5).fill([probe('open'), probe('blocked')]),
    45,
  ],
  ['where what was wrong should only have stayed as it was', Array(5).fill([probe('open', null)]), 45],
])('probes are waited for %s', (_, steps, seconds) => {
  const patience = new Patience();
  for (const step of steps) patience.learnFrom(step);
  expect(patience.seconds).toBe(seconds);
});
