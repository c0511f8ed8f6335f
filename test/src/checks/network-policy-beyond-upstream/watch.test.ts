import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from '@jest/globals';
import type { Tried } from '../../../../results-parsers/checks/network-policy-beyond-upstream/expected-reach.ts';
import type { ProbeAttempt } from '../../../../results-parsers/documents/checks/probe.ts';
import { isSeen, Watch } from '../../../../src/checks/network-policy-beyond-upstream/watch.ts';

const time = (milliseconds: number): string => new Date(Date.UTC(2026, 10, 22) + milliseconds).toISOString();
const CHANGED_AT = time(1_000);

function tried(at: number, result: ProbeAttempt['result']): ProbeAttempt {
  return { startedAt: time(at), endedAt: time(at + 100), result, detail: '' };
}

describe('a change is seen', () => {
  test.each([
    ['by one connection that opens after it', [tried(1_000, 'open')], 'open', true],
    ['not by one that opened before it', [tried(999, 'open')], 'open', false],
    ['not by one that could not be tried', [tried(1_000, 'error')], 'open', false],
    ['not if the last connection did not open', [tried(1_000, 'open'), tried(1_100, 'timeout')], 'open', false],
    ['by four in a row that get no answer', [1, 2, 3, 4].map((n) => tried(1_000 * n, 'timeout')), 'blocked', true],
    ['not by three', [1, 2, 3].map((n) => tried(1_000 * n, 'timeout')), 'blocked', false],
    [
      'not by four of which one began before it',
      [0.9, 2, 3, 4].map((n) => tried(1_000 * n, 'timeout')),
      'blocked',
      false,
    ],
    [
      'not by four with an answer in between',
      [...[1, 2, 3].map((n) => tried(1_000 * n, 'timeout')), tried(3_500, 'open'), tried(4_000, 'timeout')],
      'blocked',
      false,
    ],
  ] as const)('%s', (_, attempts, expected, seen) => {
    expect(isSeen(attempts, CHANGED_AT, expected)).toBe(seen);
  });

  test('never before there is a change', () => expect(isSeen([tried(1_000, 'open')], null, 'open')).toBe(false));
});

describe('watching', () => {
  const connection = (pod: string): Tried => ({
    from: { namespace: 'x', pod },
    to: { what: 'x-a', address: '10.0.0.1' },
    protocol: 'TCP',
    port: 8080,
  });
  const [one, other] = [connection('x-b'), connection('x-c')];

  /** Tries of this length, which count how many are under way at once, by the client's name. */
  function trying(milliseconds: number) {
    const atOnce = new Map<string, number>();
    const most = new Map<string, number>();
    const tryOnce = async ({ from }: Tried): Promise<ProbeAttempt> => {
      const now = (atOnce.get(from.pod) ?? 0) + 1;
      atOnce.set(from.pod, now);
      most.set(from.pod, Math.max(now, most.get(from.pod) ?? 0));
      const startedAt = new Date().toISOString();
      await sleep(milliseconds);
      atOnce.set(from.pod, now - 1);
      return { startedAt, endedAt: new Date().toISOString(), result: 'open', detail: from.pod };
    };
    return { tryOnce, most };
  }

  test('tries each connection in its streams until it is stopped, and keeps their tries apart', async () => {
    const { tryOnce, most } = trying(5);
    const watch = new Watch(tryOnce, new AbortController().signal);
    watch.start(one, { count: 1 });
    watch.start(other, { count: 3 });
    await watch.until(() => watch.attemptsOf(one).length >= 4 && watch.attemptsOf(other).length >= 12, 10_000);
    await watch.stop();
    expect([most.get('x-b'), most.get('x-c')]).toEqual([1, 3]);
    expect(new Set(watch.attemptsOf(one).map(({ detail }) => detail))).toEqual(new Set(['x-b']));
    const count = watch.attemptsOf(other).length;
    expect(count).toBeGreaterThanOrEqual(12);
    await sleep(30);
    expect(watch.attemptsOf(other)).toHaveLength(count);
  });

  test('begins its streams in turns, and ends without waiting for those that have not begun', async () => {
    const { tryOnce, most } = trying(10);
    const watch = new Watch(tryOnce, new AbortController().signal);
    const startedAt = performance.now();
    watch.start(one, { count: 3, millisecondsApart: 20_000 });
    await watch.until(() => watch.attemptsOf(one).length >= 3, 10_000);
    await watch.stop();
    expect(performance.now() - startedAt).toBeLessThan(10_000);
    expect(most.get('x-b')).toBe(1);
  });

  test('begins no try while those under way are enough', async () => {
    const { tryOnce, most } = trying(20);
    const watch = new Watch(tryOnce, new AbortController().signal);
    watch.start(one, { count: 4, isEnough: (attempts, underWay) => attempts.length + underWay >= 6 });
    await watch.until(() => watch.attemptsOf(one).length >= 6, 10_000);
    await sleep(50);
    await watch.stop();
    expect(watch.attemptsOf(one)).toHaveLength(6);
    expect(most.get('x-b')).toBe(4);
  });

  test('ends when its time is up or the check ends', async () => {
    const stop = new AbortController();
    const watch = new Watch(trying(1).tryOnce, stop.signal);
    watch.start(one, { count: 1 });
    const startedAt = performance.now();
    await watch.until(() => false, 50);
    stop.abort();
    await watch.until(() => false, 60_000);
    await watch.stop();
    expect(performance.now() - startedAt).toBeLessThan(5_000);
  });

  test('pauses after a try that could not be made', async () => {
    let tries = 0;
    const failing = async (): Promise<ProbeAttempt> => {
      tries += 1;
      return { startedAt: time(0), endedAt: time(0), result: 'error', detail: 'no such container' };
    };
    const watch = new Watch(failing, new AbortController().signal);
    watch.start(one, { count: 1 });
    await sleep(150);
    await watch.stop();
    expect(tries).toBeLessThanOrEqual(3);
  });
});
