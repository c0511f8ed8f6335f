import { describe, expect, test } from '@jest/globals';
import { judgedByScenarios } from '../../../../../results-parsers/checks/network-policy-beyond-upstream/judged-by-scenarios.ts';
import { windowIds } from '../../../../../results-parsers/checks/network-policy-beyond-upstream/scenario-texts.ts';
import type { CheckPart } from '../../../../../results-parsers/documents/checks/check-verdict.ts';
import { NetworkPolicy } from '../../../../../results-parsers/policy-model/network-policy.ts';
import { NOTHING } from '../../../../../src/checks/network-policy-beyond-upstream/cluster-state.ts';
import { windows } from '../../../../../src/checks/network-policy-beyond-upstream/windows/all.ts';
import { observed, reachIn, right, type Seen, stale, statesOf, triedIn } from './simulated-window.ts';

type Window = (typeof windows)[number];

function answerTo(window: Window, seen: Seen): CheckPart | undefined {
  return judgedByScenarios(observed(window, seen)).parts?.find(({ id }) => id === window.id);
}

test('there is one window for each scenario that is watched', () => {
  expect(windows.map(({ id }) => id).sort()).toEqual([...windowIds].sort());
});

describe.each(windows)('$id', (window) => {
  const [before, after] = statesOf(window);

  test('has policies that the API server accepts', () => {
    const { states } = window;
    for (const { policies } of states({ x: 'x', y: 'y', guest: 'z' })) {
      for (const each of policies) expect(NetworkPolicy.safeParse(each).error).toBeUndefined();
    }
  });

  test('expects some of its connections to be blocked in the end, and others to be open', () => {
    const expected = window.asks.map((ask) => reachIn(after, triedIn(after, ask)));
    expect(new Set(expected)).toEqual(new Set(['open', 'blocked']));
  });

  test('gets a yes on an engine that does what the API specifies', () => {
    expect(answerTo(window, { engine: right })).toMatchObject({ answer: 'yes' });
  });

  test('gets a no on an engine that never hears of the change', () => {
    expect(answerTo(window, { engine: stale })).toMatchObject({ answer: 'no' });
  });

  test('gets a no if nothing is enforced', () => {
    expect(answerTo(window, { engine: () => NOTHING })).toMatchObject({ answer: 'no' });
  });

  test('is not answered if it is not known whether a blocked connection is ever open', () => {
    expect(answerTo(window, { engine: right, isControlled: false })).toMatchObject({ answer: 'unknown' });
  });

  test('is not answered if its first state was never in force', () => {
    const isAsked = before.policies.length > 0;
    const late: Seen['engine'] = (states, now) => (now === 0 ? NOTHING : states[1]);
    expect(answerTo(window, { engine: late })?.answer).toBe(isAsked ? 'unknown' : 'yes');
  });
});
