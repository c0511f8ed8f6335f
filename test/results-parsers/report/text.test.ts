import { describe, expect, test } from '@jest/globals';
import { verdictText } from '../../../results-parsers/index.ts';
import { evaluateFiles, type Options } from '../building/evaluate.ts';
import { ciliumFiles, ownArchive, requiredCases, upstreamArchive } from '../building/sonobuoy.ts';
import { waiver } from '../standard/waivers/building.ts';

const sctp = (name: string): boolean => name.includes('using SCTP');

async function textOf(files = upstreamArchive(), options: Options = {}): Promise<string> {
  return verdictText(await evaluateFiles(files, undefined, options));
}

function withoutSctp(state: 'failed' | 'skipped') {
  return requiredCases().map((spec) =>
    sctp(spec.name) ? { ...spec, state, text: '[FAILED] no servers\nIn [It] at: x.go:1' } : spec,
  );
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
    const text = await textOf(upstreamArchive({ cases: withoutSctp('failed') }), { waivers: [] });
    expect(text).toContain(`
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

  test('says in its first line that it rests on waivers', async () => {
    const text = await textOf(upstreamArchive({ cases: withoutSctp('skipped') }));
    expect(text).toMatch(/^COMPLIANT with 3 waived specs: scs-0219-v1, /);
    expect(text).toContain('Specs     50 required by Kubernetes 1.36: 47 passed, 3 waived\n');
  });

  test('says in its first line nothing of waivers that cannot make it compliant', async () => {
    const [, ...cases] = withoutSctp('skipped');
    expect(await textOf(upstreamArchive({ cases }))).toMatch(/^INCONCLUSIVE: /);
  });

  test('says how each waived spec ended, with which waiver and until when', async () => {
    const text = await textOf(upstreamArchive({ cases: withoutSctp('failed') }));
    expect(text).toContain(`
  i 3 required specs did not pass and are exempted by the waiver
    scs-sctp-connectivity.
    -> Have the cause removed, at the latest by 2027-11-22, when the waiver
       ends.

    [sig-network] Netpol [Feature:SCTPConnectivity] [LinuxOnly] NetworkPolicy
    between server and client using SCTP
      each: failed: no servers
`);
    expect(await textOf(upstreamArchive({ cases: withoutSctp('skipped') }))).toContain('      each: skipped\n');
  });

  test('lists every waiver with what became of it, and when', async () => {
    const text = await textOf(upstreamArchive({ cases: withoutSctp('failed') }));
    expect(text).toContain('WAIVERS   3 waivers, on 2026-11-22\n');
    expect(text).toMatch(
      /\n {2}NOT FITTING scs-cilium-pod-cidr \(default profile of .*\)\n {4}it is for the network plugin/,
    );
    expect(text).toMatch(
      /\n {2}APPLIED scs-sctp-connectivity .*\n {4}of the 3 required specs that it names, 3 failed\n/,
    );
    expect(text).toContain('    https://github.com/kubernetes/kubernetes/issues/140489\n');
    expect(text).toContain('    owner: Sovereign Cloud Stack');
    expect(text).toContain('    in force until 2027-11-22\n');
    expect(await textOf(upstreamArchive(), { waivers: [] })).not.toContain('WAIVERS');
  });

  test('says what a waiver that has no scope came from', async () => {
    const unscoped = waiver({ id: 'f:okToFail[0]', pattern: 'SCTP', link: null, owner: null, expires: null });
    const text = await textOf(upstreamArchive(), {
      waivers: [{ source: 'f', sha256: '0'.repeat(64), waivers: [unscoped] }],
    });
    expect(text).toContain('without scope and end; from the pattern SCTP\n');
  });

  test.each([
    ['Network   cilium 1.20.2\n', new Map([...upstreamArchive(), ...ciliumFiles()])],
    ['Network   cilium, its version not known\n', new Map([...upstreamArchive(), ...ciliumFiles().slice(1)])],
    ['Network   plugin not known: nothing in the archive tells of one\n', upstreamArchive()],
  ])('names the network plugin: %j', async (line, files) => {
    expect(await textOf(files)).toContain(line);
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
