import { describe, expect, test } from '@jest/globals';
import { judgeTiersOf } from '../../../../results-parsers/checks/admin-tiers/judge.ts';
import { tierState } from '../../../../results-parsers/checks/admin-tiers/tier-state.ts';
import type { CheckObservations } from '../../../../results-parsers/documents/checks/check-observations.ts';
import { latest, older, tiers, unenforced } from './building.ts';

const beta = { knownVersions: ['v1beta1', 'v1alpha2'], version: 'v1beta1' };

describe('policies for administrators are', () => {
  const cases: [string, CheckObservations, string, string][] = [
    ['enforced', latest(tiers()), 'enforced', 'Policies of policy.networking.k8s.io/v1alpha2 are enforced.'],
    [
      'partly enforced, and the text says what is not',
      latest(tiers({ 'admin-pass-allowed': 'blocked', 'admin-deny-udp': 'open' })),
      'partly',
      'are enforced, but not completely: it is not true that the admin tier denies incoming UDP, and a NetworkPolicy can allow what the admin tier passes.',
    ],
    [
      'partly enforced, with a tier that does nothing',
      latest(
        tiers({
          'baseline-deny-tcp': 'open',
          'baseline-deny-udp': 'open',
          'baseline-overridden': null,
          'baseline-restored': null,
        }),
      ),
      'partly',
      'but not completely: it is not true that the baseline tier denies TCP, the baseline tier denies UDP, a NetworkPolicy overrides the baseline tier, and deleting a baseline policy reopens what it denied.',
    ],
    ['not enforced, while a NetworkPolicy is', latest(unenforced('blocked')), 'not-enforced', 'nothing enforces them'],
    [
      'not known if a NetworkPolicy is not enforced either',
      latest(unenforced('open')),
      'unknown',
      'but a NetworkPolicy in the same place was not enforced either',
    ],
    [
      'not known if the NetworkPolicy could not be tried',
      latest(unenforced('unknown')),
      'unknown',
      'but a NetworkPolicy in the same place was not enforced either',
    ],
    ['absent', latest(null), 'absent', 'does not serve the policies of policy.networking.k8s.io/v1alpha2'],
    [
      'absent if only an older version is served',
      latest(null, { facts: { servedVersions: ['v1alpha1'] } }),
      'absent',
      'does not serve',
    ],
    [
      'not known if a newer version is served than the check knows',
      latest(null, { facts: { servedVersions: ['v1alpha1', 'v1beta1'] } }),
      'unknown',
      'has policy.networking.k8s.io/v1beta1, which is newer than this check',
    ],
    [
      'enforced in the newest version that the check found, which it names',
      latest(tiers(), { facts: { servedVersions: ['v1alpha2', 'v1beta1'], ...beta } }),
      'enforced',
      'Policies of policy.networking.k8s.io/v1beta1 are enforced.',
    ],
    [
      'not enforced if nothing watches the only version that is served',
      latest(unenforced('blocked'), { facts: { servedVersions: ['v1beta1'], ...beta } }),
      'not-enforced',
      'accepts policies of policy.networking.k8s.io/v1beta1, but nothing enforces them',
    ],
    [
      'absent if no version that the check knows is served',
      latest(null, { facts: { servedVersions: ['v1alpha1'], ...beta, version: null } }),
      'absent',
      'does not serve the policies of policy.networking.k8s.io/v1beta1 or v1alpha2.',
    ],
    [
      'not known if the only version served is newer than those that the check says it knows',
      latest(null, { facts: { servedVersions: ['v1', 'v1alpha1'], ...beta, version: null } }),
      'unknown',
      'has policy.networking.k8s.io/v1, which is newer than this check',
    ],
    [
      'not known if a connection was not open at first',
      latest(tiers({ 'open-udp': 'blocked' })),
      'unknown',
      'was not open',
    ],
    ['not known if it was not tried which connections were open at first', latest([]), 'unknown', 'was not open'],
    [
      'not known if something could not be tried',
      latest(tiers({ 'baseline-overridden': 'unknown' })),
      'unknown',
      'could not test whether a NetworkPolicy overrides the baseline tier',
    ],
    [
      'not known if the check ended early',
      latest(tiers(), { problem: { kind: 'error', reason: 'HTTP 403.' } }),
      'unknown',
      'could not be carried out: HTTP 403.',
    ],
    [
      'not known if the notes of the check cannot be read',
      latest(tiers(), { facts: { servedVersions: 'all' } }),
      'unknown',
      'cannot be read',
    ],
    [
      'enforced even if the only baseline policy belongs to the operator and was left alone',
      older(
        tiers({
          'baseline-deny-tcp': null,
          'baseline-deny-udp': null,
          'baseline-overridden': null,
          'baseline-restored': null,
        }),
        { facts: { baselineInUse: true } },
      ),
      'enforced',
      "The baseline tier was not tested: the operator's own BaselineAdminNetworkPolicy is in use, and is left alone.",
    ],
  ];
  test.each(cases)('%s', (_, observations, state, text) => {
    const version = observations.check.id === 'cluster-network-policy' ? 'v1alpha2' : 'v1alpha1';
    const found = tierState(observations, version);
    expect(found.state).toBe(state);
    expect(found.text).toContain(text);
  });
});

describe('the check reports, besides its answer,', () => {
  const judge = judgeTiersOf('v1alpha2');

  test('what each probe shows', () => {
    const { parts = [] } = judge(
      latest(tiers({ 'admin-priority': 'blocked', 'baseline-restored': 'unknown', 'admin-restored': null })),
    );
    const answers = new Map(parts.map(({ id, answer }) => [id, answer]));
    expect(answers.size).toBe(12);
    expect(answers.get('admin-deny-tcp')).toBe('yes');
    expect(answers.get('admin-priority')).toBe('no');
    expect(answers.get('baseline-restored')).toBe('unknown');
    expect(answers.get('admin-restored')).toBe('not-applicable');
    expect(parts.find(({ id }) => id === 'admin-priority')).toMatchObject({
      question: 'Is it true that an admin policy that allows overrides one of lower precedence that denies?',
      text: 'a/client to pod b/server on TCP 8080 was blocked.',
    });
  });

  test('how long the tiers took', () => {
    const changedAt = '2026-11-22T11:09:58.000Z';
    const probes = tiers().map((probe) => (probe.name === 'admin-deny-tcp' ? { ...probe, changedAt } : probe));
    expect(judge(latest(probes)).measures).toEqual([
      {
        id: 'deny',
        what: 'from the creation of a policy that denies until it is enforced',
        seconds: { samples: 1, min: 2, median: 2, p95: 2, max: 2 },
      },
    ]);
  });

  test('nothing if nothing was tried', () => {
    expect(judge(latest(null))).toMatchObject({ answer: 'no', parts: [], measures: [] });
  });
});
