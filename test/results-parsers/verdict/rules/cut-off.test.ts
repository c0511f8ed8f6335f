import { describe, expect, test } from '@jest/globals';
import { cutOffArchive, DENY, POLICIES_PATH, policy } from '../../building/cut-off.ts';
import { codesOf, evaluateFiles, mustFindings } from '../../building/evaluate.ts';
import { ownArchive } from '../../building/sonobuoy.ts';

const NAMESPACE = 'team-a';
const found = async (...policies: readonly object[]) =>
  codesOf(await evaluateFiles(cutOffArchive(NAMESPACE, policies)));

describe('a run whose plugin was cut off from Sonobuoy', () => {
  test('is inconclusive, and the first finding names the policy and how to exempt the namespace', async () => {
    const verdict = await evaluateFiles(cutOffArchive());
    expect(verdict.verdict).toBe('inconclusive');
    expect(mustFindings(verdict)[0]).toEqual({
      code: 'plugin-cut-off',
      effect: 'undetermines',
      text: "The plugin's results did not arrive: the NetworkPolicy default-policy in Sonobuoy's namespace team-a allows no connection from the plugin's pod to Sonobuoy's own (TCP port 8080).",
      remedy: expect.stringMatching(/^Exempt the namespace team-a .*--namespace-label KEY=VALUE.* label e2e-run/),
      evidence: [{ path: POLICIES_PATH(NAMESPACE), line: null }],
      specs: [],
    });
    const others = mustFindings(verdict).slice(1);
    expect(others.map(({ code }) => code)).toEqual(
      expect.arrayContaining(['plugin-error', 'run-record-missing', 'junit-missing', 'specs-missing']),
    );
    for (const { effect, followsFrom } of others) {
      if (effect !== 'advises') expect(followsFrom).toEqual(['plugin-cut-off']);
    }
    expect(verdict.evidence.map(({ path }) => path)).toContain(POLICIES_PATH(NAMESPACE));
  });

  test('answers the clause on default restrictions as far as the archive shows', async () => {
    const { clauses } = await evaluateFiles(cutOffArchive());
    const clause = clauses.find(({ id }) => id === 'default-restrictions');
    expect(clause?.outcome).toBe('undetermined');
    expect(clause?.findings).toContainEqual(
      expect.objectContaining({
        code: 'default-restrictions-seen',
        text: expect.stringMatching(
          /team-a, which is created for each run, has the NetworkPolicy default-policy, .* not tested/,
        ),
      }),
    );
  });

  test.each<[string, object[]]>([
    ['nothing comes in', [policy(NAMESPACE, { policyTypes: ['Ingress'] })]],
    ['nothing goes out', [policy(NAMESPACE, { policyTypes: ['Egress'] })]],
    [
      'only DNS goes out',
      [policy(NAMESPACE, { policyTypes: ['Egress'], egress: [{ ports: [{ protocol: 'UDP', port: 53 }] }] })],
    ],
    [
      'the plugin alone is isolated',
      [policy(NAMESPACE, { ...DENY, podSelector: { matchLabels: { 'sonobuoy-component': 'plugin' } } })],
    ],
  ])('is recognised if %s', async (_, policies) => {
    expect(await found(...policies)).toContain('plugin-cut-off');
  });

  test.each<[string, object[]]>([
    ['the policy allows the namespace to itself', [policy(NAMESPACE, { ingress: [{ from: [{ podSelector: {} }] }] })]],
    [
      'another policy allows what the first one does not',
      [policy(NAMESPACE, DENY), policy(NAMESPACE, { ...DENY, ingress: [{}], egress: [{}] }, 'b')],
    ],
    ['the policy is for other pods', [policy(NAMESPACE, { ...DENY, podSelector: { matchLabels: { app: 'x' } } })]],
    [
      'it depends on addresses',
      [policy(NAMESPACE, { policyTypes: ['Egress'], egress: [{ to: [{ ipBlock: { cidr: '10.0.0.0/8' } }] }] })],
    ],
    [
      'it depends on labels of namespaces',
      [policy(NAMESPACE, { ingress: [{ from: [{ namespaceSelector: { matchLabels: { a: 'b' } } }] }] })],
    ],
    ['there is no policy', []],
  ])('is not assumed if %s', async (_, policies) => {
    expect(await found(...policies)).not.toContain('plugin-cut-off');
  });

  test('is not assumed if the policies are in another namespace', async () => {
    const files = new Map([
      ...cutOffArchive('team-a', []),
      [POLICIES_PATH('team-b'), JSON.stringify({ items: [policy('team-b', DENY)] })],
    ]);
    const verdict = await evaluateFiles(files);
    expect(codesOf(verdict)).not.toContain('plugin-cut-off');
    expect(verdict.evidence.map(({ path }) => path)).not.toContain(POLICIES_PATH('team-b'));
  });

  test('is not assumed if there are results, because then nothing enforces the policy', async () => {
    const files = new Map([
      ...ownArchive(),
      [POLICIES_PATH('sonobuoy'), JSON.stringify({ items: [policy('sonobuoy', DENY)] })],
    ]);
    const verdict = await evaluateFiles(files);
    expect(verdict.verdict).toBe('compliant');
    expect(codesOf(verdict)).not.toContain('plugin-cut-off');
  });
});
