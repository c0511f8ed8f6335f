import { describe, expect, test } from '@jest/globals';
import { reasonAgainstSpecs } from '../../../../results-parsers/checks/default-restrictions/guard.ts';
import type { CheckObservations } from '../../../../results-parsers/documents/checks/check-observations.ts';
import { verdictText } from '../../../../results-parsers/index.ts';
import { archiveWithChecks } from '../../building/checks.ts';
import { evaluateFiles } from '../../building/evaluate.ts';
import { observed, policy, probes } from './building.ts';

const crossBlocked = { 'across-tcp': 'timeout', 'across-udp': 'timeout' } as const;
const allBlocked = { ...crossBlocked, 'within-tcp': 'timeout', dns: 'name-unknown', api: 'refused' } as const;
const allowing = { ...policy, managers: ['background-controller'], origin: 'block-metadata', allows: true };
const ccnp = { ...policy, apiVersion: 'cilium.io/v2', kind: 'CiliumClusterwideNetworkPolicy', namespace: null };

describe('default restrictions are', () => {
  const cases: [string, CheckObservations, string, string, string][] = [
    [
      'in place if a policy that appeared blocks something',
      observed({ appeared: [policy] }, { probes: probes(crossBlocked) }),
      'yes',
      'satisfied',
      'In a new namespace, traffic between namespaces is blocked. Traffic within a namespace, to cluster DNS and to the API server is open. Found: NetworkPolicy default-deny (made by kyverno) in each new namespace.',
    ],
    [
      'in place if a policy for the whole cluster blocks everything',
      observed({ clusterWide: [{ ...ccnp, managers: [], owners: ['Tenant a'] }] }, { probes: probes(allBlocked) }),
      'yes',
      'satisfied',
      'traffic within a namespace, between namespaces, to cluster DNS and to the API server is blocked. Found: CiliumClusterwideNetworkPolicy default-deny (owned by Tenant a) cluster-wide.',
    ],
    [
      'in place if the network plugin is set to block what no policy allows',
      observed({ settings: ['enable-policy=always in ConfigMap a/b'] }, { probes: probes(crossBlocked) }),
      'yes',
      'satisfied',
      'Found: enable-policy=always in ConfigMap a/b.',
    ],
    [
      'absent if everything is open and nothing appeared',
      observed({ mechanisms: [{ name: 'Kyverno', group: 'kyverno.io', canRestrict: false }] }),
      'no',
      'not-satisfied',
      'The provider does not make use of this option. In a new namespace, traffic within a namespace, between namespaces, to cluster DNS and to the API server is open, and no policy appears there on its own.',
    ],
    [
      'absent if everything is open, even if there are policies for the whole cluster',
      observed({ clusterWide: [ccnp] }),
      'no',
      'not-satisfied',
      'is open',
    ],
    [
      'not known if a policy appears and blocks nothing that was tried',
      observed({ appeared: [policy] }),
      'unknown',
      'undetermined',
      'This blocks none of the traffic that was tried',
    ],
    [
      'not known if something is blocked and no policy is to blame',
      observed({}, { probes: probes(crossBlocked) }),
      'unknown',
      'undetermined',
      'the network itself may be at fault',
    ],
    [
      'not known if connections could not be tried',
      observed({}, { probes: probes({ 'within-udp': 'error', dns: 'error' }) }),
      'unknown',
      'undetermined',
      'In a new namespace, traffic within a namespace and to cluster DNS could not be tried.',
    ],
    ['not known without any probe', observed({}, { probes: [] }), 'unknown', 'undetermined', 'of any kind could not'],
    [
      'not known if the check ended early',
      observed({}, { problem: { kind: 'error', reason: 'HTTP 403.' } }),
      'unknown',
      'undetermined',
      'The check could not be carried out: HTTP 403.',
    ],
    [
      'not known if the notes of the check cannot be read',
      observed({}, { facts: { appeared: 'much' } }),
      'unknown',
      'undetermined',
      'The observations of the check cannot be read.',
    ],
  ];
  test.each(cases)('%s', async (_, observations, answer, outcome, text) => {
    const verdict = await evaluateFiles(archiveWithChecks([observations]));
    const clause = verdict.clauses.find(({ id }) => id === 'default-restrictions');
    expect(verdict.checks.map((check) => check.answer)).toEqual([answer]);
    expect(clause?.outcome).toBe(outcome);
    expect(clause?.findings).toHaveLength(1);
    expect(clause?.findings[0]?.text).toContain(text);
    expect(verdict.verdict).toBe('compliant');
  });

  test('not made to look like a failing if they are absent', async () => {
    const verdict = await evaluateFiles(archiveWithChecks([observed({})]));
    const text = verdictText(verdict);
    expect(text).toContain('MAY       default-restrictions: NOT SATISFIED (optional)\n');
    expect(text).toMatch(
      /\n {2}- Are networking restrictions in force in a namespace that nobody has\n {4}configured\? no\n\n/,
    );
    expect(text).not.toContain('  x ');
  });

  test('not seen in a name that does not exist, because that is an answer of cluster DNS', async () => {
    const all = probes({ dns: 'name-unknown', ...crossBlocked }).map((probe) => ({
      ...probe,
      attempts: probe.attempts.map((attempt) => ({
        ...attempt,
        detail: 'DNS: lookup a.b. on 10.96.0.10:53: no such host',
      })),
    }));
    const verdict = await evaluateFiles(archiveWithChecks([observed({ appeared: [policy] }, { probes: all })]));
    expect(verdict.checks[0]?.text).toContain(
      'Traffic within a namespace, to cluster DNS and to the API server is open.',
    );
  });

  test('also reported for targets outside the cluster that the operator named', async () => {
    const outside = { ...probes()[0], name: 'outside-169.254.169.254:80', observed: 'blocked' } as const;
    const all = [...probes(), outside] as CheckObservations['probes'];
    const verdict = await evaluateFiles(archiveWithChecks([observed({ appeared: [policy] }, { probes: all })]));
    expect(verdict.checks[0]?.text).toContain('traffic to the named targets outside the cluster is blocked');
  });
});

describe("upstream's specs", () => {
  const specLike = (results: Parameters<typeof probes>[0]) => [
    ...probes(crossBlocked),
    ...probes(results, 'spec-like-'),
  ];
  const cases: [string, CheckObservations, string | null][] = [
    [
      'are not run if their namespaces would be restricted',
      observed({ appeared: [policy] }, { probes: specLike(crossBlocked) }),
      "in new namespaces with the labels of the specs' namespaces, traffic between namespaces is blocked by default, so the specs would fail whatever the network plugin does. Cause: NetworkPolicy default-deny (made by kyverno) in each new namespace",
    ],
    ['run if their namespaces are exempt', observed({ appeared: [policy] }, { probes: specLike({}) }), null],
    ['run if nothing is restricted', observed({}), null],
    [
      'are not run if their namespaces get a policy that blocks none of their traffic but allows it',
      observed({ appeared: [allowing], appearedForSpecs: [allowing, allowing] }, { probes: specLike({}) }),
      "new namespaces with the labels of the specs' namespaces get policies that allow traffic; policies add up, so specs that want this traffic blocked would fail whatever the network plugin does. Cause: NetworkPolicy default-deny (made by background-controller; from Kyverno's policy block-metadata)",
    ],
    [
      'run if their namespaces are exempt from a policy that allows traffic',
      observed({ appeared: [allowing] }, { probes: specLike({}) }),
      null,
    ],
    [
      'run if their namespaces get a policy that allows nothing but is not enforced: that is for the specs to find',
      observed({ appeared: [policy], appearedForSpecs: [policy] }, { probes: specLike({}) }),
      null,
    ],
    [
      'run if no policy is to blame: a broken network is for the specs to find',
      observed({}, { probes: specLike(crossBlocked) }),
      null,
    ],
    ['run if the check did not get that far', observed({}, { facts: {}, probes: [] }), null],
  ];
  test.each(cases)('%s', (_, observations, reason) => {
    expect(reasonAgainstSpecs(observations)).toBe(reason);
  });

  test('that were not run leave the MUST clause undetermined, and the finding names the cause', async () => {
    const observations = observed({ appeared: [policy] }, { probes: specLike(crossBlocked) });
    const record = { ending: 'specs-held-back' as const, reason: reasonAgainstSpecs(observations) ?? '' };
    const verdict = await evaluateFiles(archiveWithChecks([observations], { attempts: [], record }));
    expect(verdict.verdict).toBe('inconclusive');
    const clause = verdict.clauses.find(({ id }) => id === 'network-policy');
    expect(clause?.outcome).toBe('undetermined');
    const finding = clause?.findings.find(({ code }) => code === 'run-not-completed');
    expect(finding?.text).toContain('the specs were not run (in new namespaces');
    expect(finding?.text).toContain('NetworkPolicy default-deny (made by kyverno)');
    expect(finding?.remedy).toContain('e2e-run');
  });
});
