import { describe, expect, test } from '@jest/globals';
import { Restart } from '../../../../results-parsers/checks/agent-restart/restart-facts.ts';
import {
  type AgentOnNode,
  type DuringRestart,
  restartAgent,
} from '../../../../src/checks/agent-restart/restart-agent.ts';
import type { AgentPod } from '../../../../src/cluster/policy-agent.ts';

const pod = (name: string, isReady: boolean): AgentPod => ({ name, uid: name, isReady, problem: `${name} is late` });
const POLICY_AT = '2026-11-29T10:00:00.000Z';

/** Restarts an agent whose pods on the node are these, one look after the other; the last look lasts. */
async function restarted(looks: readonly (readonly AgentPod[] | Error)[], change: Partial<DuringRestart> = {}) {
  const done: string[] = [];
  const noted: Restart[] = [];
  const left = [...looks];
  const agent: AgentOnNode['agent'] = {
    name: 'a/x',
    podsOn: async () => {
      done.push('look');
      const [now = []] = left.length > 1 ? left.splice(0, 1) : left;
      if (now instanceof Error) throw now;
      return [...now];
    },
    delete: async ({ uid }) => {
      done.push(`delete ${uid}`);
    },
  };
  const work = restartAgent(
    { agent, pod: { name: 'old', uid: 'old' }, node: 'node1' },
    {
      makePolicy: async () => {
        done.push('policy');
        return POLICY_AT;
      },
      note: (restart) => noted.push(restart),
      milliseconds: 1_000,
      signal: new AbortController().signal,
      ...change,
    },
  );
  const restart = await work.catch((error: Error) => error);
  return { restart, done, noted };
}

describe("an agent's restart", () => {
  test('makes the policy when the old pod is gone, and ends when the next one is ready', async () => {
    const { restart, done, noted } = await restarted([
      [pod('old', false)],
      [],
      [pod('new', false)],
      [pod('new', true)],
    ]);
    expect(done).toEqual(['delete old', 'look', 'look', 'policy', 'look', 'look']);
    expect(restart).toEqual({
      ...{ daemonSet: 'a/x', pod: 'old', policyAt: POLICY_AT, successor: 'new', problem: null },
      ...{ deletedAt: expect.any(String), readyAt: expect.any(String) },
    });
    expect(noted.at(-1)).toEqual(restart);
    for (const each of noted) expect(Restart.safeParse(each).error).toBeUndefined();
  });

  test('also makes the policy if the next pod is there at once', async () => {
    const { done } = await restarted([[pod('new', true)]]);
    expect(done).toEqual(['delete old', 'look', 'policy']);
  });

  test('goes on if the API server does not answer meanwhile', async () => {
    const { restart } = await restarted([new Error('no answer'), [pod('new', true)]]);
    expect(restart).toMatchObject({ successor: 'new', problem: null });
  });

  test.each([
    ['the deleted pod is still there', [pod('old', true)], null, 'the deleted pod was still there'],
    ['there is no other', [], null, 'the daemon set made no other'],
    ['the next one is not ready', [pod('new', false)], 'new', 'new is late'],
  ])('ends when the time is up, and says why: %s', async (_, there, successor, problem) => {
    const { restart } = await restarted([there], { milliseconds: 150 });
    expect(restart).toMatchObject({ readyAt: null, successor, problem });
  });

  test('deletes nothing if the check is to end', async () => {
    const { restart, done } = await restarted([[]], { signal: AbortSignal.abort(new Error('stopped')) });
    expect(restart).toEqual(new Error('stopped'));
    expect(done).toEqual([]);
  });

  test('ends early if the check is to end meanwhile, with what is known by then', async () => {
    const { restart, noted } = await restarted([[pod('old', true)]], { signal: AbortSignal.timeout(150) });
    expect(restart).toMatchObject({ name: 'TimeoutError' });
    expect(noted).toMatchObject([{ pod: 'old', readyAt: null }]);
  });
});
