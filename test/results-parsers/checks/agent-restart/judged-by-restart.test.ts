import { describe, expect, test } from '@jest/globals';
import { judgedByRestart } from '../../../../results-parsers/checks/agent-restart/judged-by-restart.ts';
import { CheckObservations } from '../../../../results-parsers/documents/checks/check-observations.ts';
import { observed, restart, type Seen } from './restarted.ts';

const RESTARTED =
  'The pod cilium-a of the daemon set kube-system/cilium was deleted on the node node1; the next one, cilium-b, was ready 5000 ms later.';
const OPEN_AFTER: Seen['wrong'] = (step, connection) =>
  step === 1 && connection === 'stranger to new-server' ? 'open' : undefined;
const LATE = { kind: 'out-of-time', reason: '600 seconds were not enough.' } as const;

describe('a restart of the agent', () => {
  test('gets a yes if all connections are as the API specifies once it is back', () => {
    const all = observed();
    expect(CheckObservations.parse(all)).toEqual(all);
    expect(judgedByRestart(all)).toEqual({
      answer: 'yes',
      text: `All 4 connections behaved as the API specifies after the restart, also through the policy that was made while the agent was away. ${RESTARTED} The pods were on 2 nodes.`,
    });
  });

  test('gets a no if the policy that was made meanwhile is not enforced', () => {
    expect(judgedByRestart(observed({ wrong: OPEN_AFTER }))).toEqual({
      answer: 'no',
      text: `In step 2 of 2, with 'existing', 'made-meanwhile', stranger to new-server on TCP 8080 was open, though no rule of 'made-meanwhile' allows it as ingress. ${RESTARTED}`,
    });
  });

  test('gets a no if a connection that policies allow stays blocked', () => {
    const wrong: Seen['wrong'] = (step, connection) =>
      step === 1 && connection === 'client to server' ? 'blocked' : undefined;
    expect(judgedByRestart(observed({ wrong }))).toMatchObject({
      answer: 'no',
      text: expect.stringContaining("client to server on TCP 8080 was blocked, though rule 1 of 'existing' allows it"),
    });
  });

  test('gets a no even if the check ended early, once it is seen', () => {
    expect(judgedByRestart(observed({ wrong: OPEN_AFTER, problem: LATE })).answer).toBe('no');
  });

  test('is not judged if the check ended early, but the answer names the pod that was deleted', () => {
    expect(judgedByRestart(observed({ problem: LATE }))).toEqual({
      answer: 'unknown',
      text: `The check did not finish in its time: 600 seconds were not enough. ${RESTARTED}`,
    });
  });

  test('is not judged if the agent did not come back, even if connections were tried', () => {
    const facts = { restart: { ...restart, successor: 'cilium-b', readyAt: null, problem: 'pod cilium-b crashes' } };
    expect(judgedByRestart(observed({ facts, isTriedAfter: false }))).toEqual({
      answer: 'unknown',
      text: 'The agent did not come back. The pod cilium-a of the daemon set kube-system/cilium was deleted on the node node1; no other was seen to be ready there: pod cilium-b crashes. See whether one is by now: `kubectl get pods --namespace kube-system --field-selector spec.nodeName=node1`.',
    });
  });

  test('is not judged if no connection was tried after it', () => {
    expect(judgedByRestart(observed({ isTriedAfter: false }))).toEqual({
      answer: 'unknown',
      text: `No connection was tried after the restart. ${RESTARTED}`,
    });
  });

  test('is not judged if a connection could not be tried after it', () => {
    const wrong: Seen['wrong'] = (step, connection) =>
      step === 1 && connection === 'client to server' ? 'unknown' : undefined;
    expect(judgedByRestart(observed({ wrong }))).toMatchObject({
      answer: 'unknown',
      text: expect.stringMatching(/^1 connection could not be tried, client to server/),
    });
  });

  test('is not judged if a connection that is blocked after it was blocked even without policies', () => {
    const wrong: Seen['wrong'] = (step, connection) =>
      step !== 0 && connection === 'client to server' ? 'blocked' : undefined;
    expect(judgedByRestart(observed({ wrong }))).toMatchObject({
      answer: 'unknown',
      text: expect.stringMatching(/^1 connection was not open even without a policy, client to server/),
    });
  });

  test.each(['open', 'unknown'] as const)(
    'is not judged if a connection that must be blocked was %s before it',
    (reach) => {
      const wrong: Seen['wrong'] = (step, connection) =>
        step === 0 && connection === 'stranger to server' ? reach : undefined;
      const { answer, text } = judgedByRestart(observed({ wrong }));
      expect(answer).toBe('unknown');
      expect(text).toMatch(/^The question could not be asked: .*stranger to server/);
    },
  );
});

describe('an agent that was left alone', () => {
  const leftAlone = { restart: null };

  test('is not judged, and the answer says why', () => {
    expect(judgedByRestart(observed({ facts: { ...leftAlone, candidates: [], onNode: [] } }))).toMatchObject({
      answer: 'unknown',
      text: expect.stringMatching(/^No agent was found\./),
    });
  });

  test('is named with what was not enforced before', () => {
    const wrong: Seen['wrong'] = (step, connection) =>
      step === 0 && connection === 'stranger to server' ? 'open' : undefined;
    expect(judgedByRestart(observed({ wrong, facts: leftAlone, isTriedAfter: false })).text).toBe(
      "The agent was left alone, because the question could not be asked: In step 1 of 2, with 'existing', stranger to server on TCP 8080 was open, though no rule of 'existing' allows it as ingress.",
    );
  });

  test('is not judged if the check ended early, for the reason that it had', () => {
    expect(judgedByRestart(observed({ facts: leftAlone, problem: LATE })).text).toBe(
      'The check did not finish in its time: 600 seconds were not enough.',
    );
  });
});

test('observations without readable facts are not judged', () => {
  expect(judgedByRestart({ ...observed(), facts: {} })).toEqual({
    answer: 'unknown',
    text: "The observations contain nothing readable about the agent's restart.",
  });
  expect(judgedByRestart({ ...observed({ problem: LATE }), facts: {} }).text).toMatch(/^The check did not finish/);
});
