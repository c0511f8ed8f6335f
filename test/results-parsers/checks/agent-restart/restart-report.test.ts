import { describe, expect, test } from '@jest/globals';
import type { Restart } from '../../../../results-parsers/checks/agent-restart/restart-facts.ts';
import { RESTART_FACT, RestartFacts } from '../../../../results-parsers/checks/agent-restart/restart-facts.ts';
import { restartReport } from '../../../../results-parsers/checks/agent-restart/restart-report.ts';
import type { ProbeAttempt } from '../../../../results-parsers/documents/checks/probe.ts';
import { observed, restart, tried } from './restarted.ts';

/** What is reported after the first sentence. */
function said(tries: (connection: string) => readonly ProbeAttempt[], change: Partial<Restart> = {}): string {
  const changed = { ...restart, ...change };
  const { probes, facts } = observed({ tries, facts: { restart: changed } });
  const read = RestartFacts.parse(facts[RESTART_FACT]);
  return restartReport(read, changed, probes).replace(/^.*? ms later\. ?|^.*?spec\.nodeName=node1`\. ?/, '');
}

const only = (wanted: string, attempts: readonly ProbeAttempt[]) => (connection: string) =>
  connection === wanted ? attempts : [];

describe('the report of connections that went the wrong way', () => {
  test('is empty if nothing was tried', () => {
    expect(said(() => [])).toBe('');
  });

  test('says if not one did', () => {
    expect(said(only('client to server', [tried('open', -500), tried('open', 500)]))).toBe(
      'In 2 tries during it, no connection went the wrong way.',
    );
  });

  test('says how many tries could not be made', () => {
    expect(said(only('client to server', [tried('error', 100), tried('open', 500)]))).toBe(
      'In 2 tries during it, of which 1 could not be made, no connection went the wrong way.',
    );
  });

  test('has the time from the first to the last open try, and since the deletion', () => {
    const tries = [tried('timeout', -400, 0), tried('open', 200), tried('timeout', 300, 700), tried('open', 900)];
    expect(said(only('stranger to server', tries))).toBe(
      'In 4 tries during it, stranger to server on TCP 8080 was wrongly open for up to 800 ms, from 200 ms after the deletion on (2 of 4 tries).',
    );
  });

  test('leaves out for how long the last try that was blocked waited in vain', () => {
    const tries = [tried('timeout', 100, 500), tried('timeout', 300, 700), tried('open', 900)];
    expect(said(only('client to server', tries))).toBe(
      'In 3 tries during it, client to server on TCP 8080 was wrongly blocked for up to 300 ms, from 100 ms after the deletion on (2 of 3 tries).',
    );
  });

  test('does not leave out anything of a try that was refused', () => {
    const tries = [tried('refused', 100, 200), tried('refused', 300, 500)];
    expect(said(only('client to server', tries))).toContain('for up to 400 ms');
  });

  test('does not count a single try without an answer, which may be a lost packet', () => {
    const tries = [tried('open', 0), tried('timeout', 200, 600), tried('open', 400)];
    expect(said(only('client to server', [...tries, ...tries]))).toMatch(/no connection went the wrong way\.$/);
  });

  test('does not count what was wrong before the deletion', () => {
    expect(said(only('client to server', [tried('refused', -900), tried('refused', -700), tried('open', 0)]))).toBe(
      'In 3 tries during it, no connection went the wrong way.',
    );
  });

  test('counts a try that was under way at the deletion, as if it had begun then', () => {
    expect(said(only('stranger to server', [tried('open', -100, 300)]))).toBe(
      'In 1 try during it, stranger to server on TCP 8080 was wrongly open for up to 400 ms, from 0 ms after the deletion on (1 of 1 try).',
    );
  });

  test('has every connection that did, also one that the new policy does not change', () => {
    const text = said((connection) =>
      connection === 'client to new-server'
        ? [tried('refused', 2_000), tried('refused', 2_200)]
        : [tried('open', 2_000)],
    );
    expect(text).toContain('stranger to server on TCP 8080 was wrongly open');
    expect(text).toContain('; client to new-server on TCP 8080 was wrongly blocked');
  });
});

describe('the report of the policy that was made meanwhile', () => {
  const connection = 'stranger to new-server';

  test('says for how long connections went against it, and that not one did by the time when the next pod was ready', () => {
    expect(said(only(connection, [tried('open', 500), tried('open', 1_400), tried('timeout', 1_600)]))).toBe(
      'In 3 tries during it, no connection went the wrong way. Connections went against the policy that was made 1000 ms after the deletion for up to 500 ms, and no longer by the time when the next pod was ready.',
    );
  });

  test('says for how long they did after the next pod was ready', () => {
    expect(said(only(connection, [tried('open', 5_200), tried('timeout', 5_400)]))).toContain(
      'for up to 4300 ms, until 300 ms after the next pod was ready.',
    );
  });

  test('says if no connection did', () => {
    expect(said(only(connection, [tried('timeout', 1_000, 1_400)]))).toContain(
      'No connection went against the policy that was made 1000 ms after the deletion.',
    );
  });

  test('says if it was not seen to be enforced', () => {
    expect(said(only(connection, [tried('timeout', 1_000, 1_400), tried('open', 6_000)]))).toContain(
      'Nothing shows that the policy that was made 1000 ms after the deletion was enforced.',
    );
  });

  test('does not take a connection that is blocked without an agent for one that the policy blocks', () => {
    const gone = { successor: null, readyAt: null, problem: 'the daemon set made no other' };
    expect(said(only(connection, [tried('timeout', 2_000, 2_400)]), gone)).toContain(
      'Nothing shows that the policy that was made 1000 ms after the deletion was enforced.',
    );
  });

  test('has the time for which the connection was blocked before there was such a policy', () => {
    const before = [tried('refused', 200), tried('refused', 700, 800), tried('refused', 950, 1_050)];
    expect(said(only(connection, [...before, tried('timeout', 2_000, 2_400)]))).toBe(
      'In 4 tries during it, stranger to new-server on TCP 8080 was wrongly blocked for up to 600 ms, from 200 ms after the deletion on (2 of 4 tries). No connection went against the policy that was made 1000 ms after the deletion.',
    );
  });

  test('is left out if its connection was not tried any more, or if there was no such policy', () => {
    const before = only(connection, [tried('open', 500), tried('error', 1_500)]);
    expect(said(before)).not.toContain('the policy');
    expect(said(before, { policyAt: null })).not.toContain('the policy');
  });
});

test('the report says what to look for if no other pod was seen', () => {
  const gone = { ...restart, policyAt: null, successor: null, readyAt: null, problem: null };
  const { facts } = observed();
  expect(restartReport(RestartFacts.parse(facts[RESTART_FACT]), gone, [])).toBe(
    'The pod cilium-a of the daemon set kube-system/cilium was deleted on the node node1; no other was seen to be ready there. See whether one is by now: `kubectl get pods --namespace kube-system --field-selector spec.nodeName=node1`.',
  );
});
