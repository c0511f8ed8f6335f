import { describe, expect, test } from '@jest/globals';
import { verdictText } from '../../../results-parsers/index.ts';
import { evaluateFiles } from '../building/evaluate.ts';
import { ownArchive, requiredCases, upstreamArchive } from '../building/sonobuoy.ts';

const sctp = (name: string): boolean => name.includes('using SCTP');

async function textOf(files = upstreamArchive()): Promise<string> {
  return verdictText(await evaluateFiles(files));
}

describe('the verdict for people', () => {
  test('begins with the verdict and says of what', async () => {
    const text = await textOf();
    expect(text).toMatch(/^COMPLIANT: scs-0219-v1, KaaS Networking Standard\n/);
    expect(text).toContain('Cluster   Kubernetes v1.36.3\n');
    expect(text).toContain('Specs     50 required by Kubernetes 1.36: 50 passed\n');
    expect(text).toContain('MUST      network-policy: SATISFIED\n');
    expect(text).toContain('SHOULD    ingress: UNDETERMINED\n');
  });

  test('names the specs that failed under their container, with why and what they exercise', async () => {
    const cases = requiredCases().map((spec) =>
      sctp(spec.name) ? { ...spec, state: 'failed' as const, text: '[FAILED] no servers\nIn [It] at: x.go:1' } : spec,
    );
    expect(await textOf(upstreamArchive({ cases }))).toContain(`
  x 3 required specs failed.
    -> Read each failure below; have the network plugin fixed or configured to
       do what the policy says, then run again.

    [sig-network] Netpol [Feature:SCTPConnectivity] [LinuxOnly] NetworkPolicy
    between server and client using SCTP
      each: no servers
      - should enforce policy based on Ports
          exercises ingress.ports with protocol SCTP and a number
      - should enforce policy to allow traffic only from a pod in a different
        namespace based on PodSelector and NamespaceSelector
          exercises one peer of podSelector and namespaceSelector (AND), SCTP
          traffic
      - should support a 'default-deny-ingress' policy
          exercises podSelector {} with policyTypes [Ingress] and no rules, SCTP
          traffic
`);
  });

  test('counts many specs that did not run, rather than listing them', async () => {
    const text = await textOf(upstreamArchive({ cases: [], properties: { FocusStrings: 'Conformance' } }));
    expect(text).toContain("? None of the 50 required specs ran: the focus was 'Conformance', the skip ''.");
    expect(text).toContain('? 50 required specs have no usable result.');
    expect(text).toContain('The JSON form of this verdict names them.');
    expect(text).not.toContain('default-deny-ingress');
  });

  test('says how a flaky spec ended each time', async () => {
    const [first, ...others] = requiredCases();
    const name = first?.name ?? '';
    const attempts = [{ cases: [{ name, state: 'failed' as const, text: 'slow' }, ...others] }, { cases: [{ name }] }];
    expect(await textOf(ownArchive({ attempts }))).toContain('slow (failed, passed)');
  });

  test('fits into 80 columns', async () => {
    const cases = requiredCases().map((spec) => ({ ...spec, state: 'failed' as const, text: 'word '.repeat(50) }));
    const text = await textOf(upstreamArchive({ cases: cases.slice(1) }));
    expect(text.split('\n').filter((line) => line.length > 80)).toEqual([]);
  });

  test('cannot be used to steer a terminal', async () => {
    const cases = [{ name: 'Netpol \u009b31m\u202e should x', state: 'failed' as const }, ...requiredCases()];
    const text = await textOf(upstreamArchive({ cases }));
    expect(text).toContain('Netpol \\u009b31m\\u202e');
    expect(text).toMatch(/^[\n\x20-\x7e]*$/);
  });
});
