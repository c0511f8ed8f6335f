import { describe, expect, test } from '@jest/globals';
import { judgedByScenarios } from '../../../../results-parsers/checks/network-policy-beyond-upstream/judged-by-scenarios.ts';
import {
  SCENARIOS_FACT,
  type ScenarioFacts,
} from '../../../../results-parsers/checks/network-policy-beyond-upstream/scenario-facts.ts';
import type { WindowId } from '../../../../results-parsers/checks/network-policy-beyond-upstream/scenario-texts.ts';
import type { ProbeAttempt } from '../../../../results-parsers/documents/checks/probe.ts';
import { windows } from '../../../../src/checks/network-policy-beyond-upstream/windows/all.ts';
import {
  at,
  observed,
  right,
  type Seen,
  stale,
} from '../../../src/checks/network-policy-beyond-upstream/windows/simulated-window.ts';

function observations(id: WindowId, seen: Seen) {
  const window = windows.find((each) => each.id === id);
  if (window === undefined) throw new Error(`expected the window ${id}`);
  return observed(window, seen);
}

/** A try that ended this many milliseconds after the change. */
function tried(result: ProbeAttempt['result'], endedAfter: number): ProbeAttempt {
  return { startedAt: at(endedAfter - 50), endedAt: at(endedAfter), result, detail: '' };
}

/** The text and the measure of a window in which each connection was tried like this. */
function said(id: WindowId, tries: NonNullable<Seen['tries']>, engine = right) {
  const { parts = [], measures = [] } = judgedByScenarios(observations(id, { engine, tries }));
  return { text: parts.find((part) => part.id === id)?.text, measure: measures.find((each) => each.id === id) };
}

describe('the time for which connections go the wrong way after a change', () => {
  test('is zero if no connection does', () => {
    const { text, measure } = said('label-moved', (_, expected) => [
      tried(expected === 'open' ? 'timeout' : 'open', -10),
      tried(expected === 'open' ? 'open' : 'timeout', 200),
    ]);
    expect(text).toBe(
      'All 4 connections behaved as the API specifies. In 4 tries during the change, no connection went the wrong way after it.',
    );
    expect(measure?.seconds).toEqual({ samples: 2, min: 0, median: 0, p95: 0, max: 0 });
  });

  test('ends with the last try that was open, or with the beginning of the last that waited in vain', () => {
    const { text, measure } = said('label-moved', (_, expected) =>
      expected === 'open'
        ? [tried('timeout', 700), tried('open', 750)]
        : [tried('open', 120), tried('timeout', 500), tried('open', 640), tried('timeout', 900)],
    );
    expect(text).toBe(
      'All 4 connections behaved as the API specifies. In 6 tries during the change, connections went the wrong way for up to 640 ms after it: x-b to x-a on TCP 8080 was open until then.',
    );
    expect(measure).toEqual({
      id: 'label-moved',
      what: "from the API server's answer to a label being moved from one pod to another to the end of the last try whose connection went the wrong way",
      seconds: { samples: 2, min: 0.4, median: 0.4, p95: 0.64, max: 0.64 },
    });
  });

  test('does not count what could not be tried', () => {
    const { text } = said('label-moved', () => [tried('error', 400)]);
    expect(text).toMatch(/ In 2 tries during the change, no connection went the wrong way after it\.$/);
  });

  test('is not known if it did not end, and the text says so', () => {
    const { text, measure } = said('label-moved', () => [tried('open', 5_000)], stale);
    expect(text).toMatch(/ x-b to x-a on TCP 8080 was open when watching ended\.$/);
    expect(measure).toBeUndefined();
  });

  test('is not known for any connection if one of them went the wrong way to the end', () => {
    const { text, measure } = said('isolated-without-rules', () => [tried('open', 5_000)], stale);
    expect(text).toMatch(/ y-a to x-a on TCP 8080 was open when watching ended\.$/);
    expect(measure).toBeUndefined();
  });

  test('does not begin before the server of a new pod listens', () => {
    const refusing: NonNullable<Seen['tries']> = (_, expected) =>
      expected === 'open' ? [tried('refused', 900), tried('open', 950)] : [tried('timeout', 900)];
    expect(said('pod-re-made', refusing).measure?.seconds.max).toBe(0);
    const blocking: NonNullable<Seen['tries']> = (_, expected) =>
      expected === 'open' ? [tried('timeout', 900), tried('open', 950)] : [tried('timeout', 900)];
    expect(said('pod-re-made', blocking).measure?.seconds.max).toBe(0.6);
  });
});

describe('a window that could not be carried out', () => {
  const withFacts = (more: Partial<ScenarioFacts>) => {
    const { facts, probes, ...rest } = observations('address-reused', { engine: right });
    const { steps, ...others } = facts[SCENARIOS_FACT] as ScenarioFacts;
    const first = { ...others, steps: steps.filter(({ step }) => step === 0), ...more };
    const seen = {
      ...rest,
      probes: probes.filter(({ name }) => /\/0\//.test(name)),
      facts: { [SCENARIOS_FACT]: first },
    };
    return judgedByScenarios(seen).parts?.find(({ id }) => id === 'address-reused');
  };
  const scenario = 'address-reused';

  test('has no answer, but a reason', () => {
    const failed = [{ scenario, reason: 'no node takes the pod.' }];
    expect(withFacts({ failed })).toMatchObject({
      answer: 'unknown',
      text: 'It could not be carried out: no node takes the pod.',
    });
  });

  test('does not apply if the cluster does not do what the window is about', () => {
    const notApplicable = [{ scenario, reason: 'Not tried: no address was given again.' }];
    expect(withFacts({ notApplicable })).toMatchObject({
      answer: 'not-applicable',
      text: 'Not tried: no address was given again.',
    });
  });
});
