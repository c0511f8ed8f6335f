import { describe, expect, test } from '@jest/globals';
import type { CheckObservations } from '../../../results-parsers/documents/checks/check-observations.ts';
import type { Probe } from '../../../results-parsers/documents/checks/probe.ts';
import type { ClauseVerdict, Verdict } from '../../../results-parsers/index.ts';
import { archiveWithChecks, builtObservations, builtProbe, ingressCheck } from '../building/checks.ts';
import { evaluateBytes, evaluateFiles } from '../building/evaluate.ts';
import { OWN_RESULTS, ownArchive, packed } from '../building/sonobuoy.ts';

const FILE = `${OWN_RESULTS}checks/some-check.json`;

function clauseOf(verdict: Verdict, id: ClauseVerdict['id']): ClauseVerdict | undefined {
  return verdict.clauses.find((clause) => clause.id === id);
}

async function evaluateChecks(...observations: CheckObservations[]): Promise<Verdict> {
  return await evaluateFiles(archiveWithChecks(observations));
}

describe('the answer of a check follows from its observations', () => {
  const blocked: Probe = builtProbe({ observed: 'blocked' });
  const untried: Probe = builtProbe({ observed: 'unknown' });
  const cases: [string, Partial<CheckObservations>, string, string, string][] = [
    ['every probe as expected', {}, 'yes', 'satisfied', 'The one connection was as expected.'],
    [
      'a probe that was not as expected',
      { probes: [builtProbe(), blocked] },
      'no',
      'not-satisfied',
      'a/client to pod b/server on TCP 8080 was blocked, which should not be.',
    ],
    [
      'wrong probes beside one that could not be tried',
      { probes: [untried, blocked, blocked, blocked, blocked] },
      'no',
      'not-satisfied',
      'and 1 more, which should not be.',
    ],
    ['a probe that could not be tried', { probes: [untried] }, 'unknown', 'undetermined', 'could not be tried: ERROR'],
    ['no probe at all', { probes: [] }, 'unknown', 'undetermined', 'The check made no connection.'],
    [
      'an error',
      { problem: { kind: 'error', reason: 'HTTP 403.' } },
      'unknown',
      'undetermined',
      'The check could not be carried out: HTTP 403.',
    ],
    [
      'an exhausted time budget',
      { problem: { kind: 'out-of-time', reason: '60 seconds.' } },
      'unknown',
      'undetermined',
      'The check did not finish in its time: 60 seconds.',
    ],
    [
      'a stopped run',
      { problem: { kind: 'stopped', reason: 'SIGTERM.' } },
      'unknown',
      'undetermined',
      'The run was stopped before the check had finished: SIGTERM.',
    ],
  ];
  test.each(cases)('%s', async (_, change, answer, outcome, text) => {
    const verdict = await evaluateChecks(builtObservations(change));
    expect(verdict.checks).toMatchObject([
      { ...ingressCheck, answer, seconds: 12.5, evidence: [{ path: FILE, line: null }] },
    ]);
    expect(verdict.checks[0]?.text).toContain(text);
    expect(clauseOf(verdict, 'ingress')?.outcome).toBe(outcome);
  });

  test('and objects that it could not delete are reported, except namespaces, whose deletion takes time', async () => {
    const verdict = await evaluateChecks(
      builtObservations({ left: ['ClusterNetworkPolicy deny', 'Namespace scs-one', 'IngressClass a'] }),
      builtObservations({ check: { ...ingressCheck, id: 'one-that-left-nothing' } }),
    );
    expect(clauseOf(verdict, 'network-policy')?.findings).toMatchObject([
      {
        code: 'objects-left',
        text: '2 objects that the checks created could not be deleted: ClusterNetworkPolicy deny, IngressClass a.',
        evidence: [{ path: FILE, line: null }],
      },
    ]);
    expect(verdict.verdict).toBe('compliant');
  });

  test('and never changes the verdict, which rests on the MUST clause', async () => {
    const verdict = await evaluateChecks(builtObservations({ probes: [blocked] }));
    expect(verdict.verdict).toBe('compliant');
  });

  test('and one check that answers no keeps a clause unsatisfied although the others answer yes', async () => {
    const other = builtObservations({ check: { ...ingressCheck, id: 'other' }, probes: [blocked] });
    const verdict = await evaluateChecks(builtObservations(), other);
    expect(clauseOf(verdict, 'ingress')?.outcome).toBe('not-satisfied');
    expect(verdict.checks.map(({ id }) => id)).toEqual(['other', 'some-check']);
  });

  test('and an advisory check does not affect its clause', async () => {
    const verdict = await evaluateChecks(
      builtObservations({ check: { ...ingressCheck, level: 'advisory' }, probes: [blocked] }),
    );
    expect(verdict.checks).toHaveLength(1);
    expect(clauseOf(verdict, 'ingress')?.findings.map(({ code }) => code)).toEqual(['no-checks']);
  });
});

describe('nothing follows from observations', () => {
  const observations = builtObservations();
  const good = (): Map<string, string> => archiveWithChecks([observations]);

  const cases: [string, () => Map<string, string>, string][] = [
    ['that are not valid', () => ownArchive({ files: [['checks/some-check.json', '{}']] }), 'expected'],
    [
      'of another check than the one in their file name',
      () => ownArchive({ files: [['checks/other.json', JSON.stringify(observations)]] }),
      'it is of the check some-check',
    ],
    [
      'that the run record does not list',
      () => ownArchive().set(FILE, JSON.stringify(observations)),
      'the run record does not list it',
    ],
    [
      'that were changed afterwards',
      () => good().set(FILE, JSON.stringify(builtObservations({ probes: [] }))),
      'it is not the file that the run left',
    ],
    [
      'that no run record vouches for',
      () => good().set(`${OWN_RESULTS}run-record.json`, 'no JSON'),
      'no run record vouches for it',
    ],
  ];
  test.each(cases)('%s', async (_, archive, reason) => {
    const verdict = await evaluateFiles(archive());
    expect(verdict.checks).toEqual([]);
    const clause = clauseOf(verdict, 'ingress');
    expect(clause?.outcome).toBe('undetermined');
    expect(clause?.findings).toMatchObject([{ code: 'check-unusable' }]);
    expect(clause?.findings[0]?.text).toContain(reason);
  });

  test('in an archive that is cut off', async () => {
    const whole = packed(good());
    const verdict = await evaluateBytes(whole.subarray(0, whole.length - 20));
    expect(clauseOf(verdict, 'ingress')?.outcome).toBe('undetermined');
  });

  test('of more checks than the limit', async () => {
    const files = Array.from({ length: 17 }, (_, index) => {
      const document = builtObservations({ check: { ...ingressCheck, id: `check-${index}` } });
      return [`checks/check-${index}.json`, JSON.stringify(document)] as const;
    });
    const verdict = await evaluateFiles(ownArchive({ files }));
    expect(verdict.checks).toHaveLength(16);
    expect(clauseOf(verdict, 'ingress')?.findings).toMatchObject([{ code: 'check-unusable' }]);
  });
});

test('an archive without checks says so for every clause that only checks answer', async () => {
  const verdict = await evaluateFiles(ownArchive());
  const others = verdict.clauses.filter(({ id }) => id !== 'network-policy');
  expect(others.map(({ outcome }) => outcome)).toEqual(['undetermined', 'undetermined', 'undetermined']);
  expect(others.flatMap(({ findings }) => findings.map(({ code }) => code))).toEqual(Array(3).fill('no-checks'));
});
