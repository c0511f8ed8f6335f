import { stripVTControlCharacters, styleText } from 'node:util';
import { describe, expect, test } from '@jest/globals';
import { verdictText } from '../../../results-parsers/index.ts';
import type { Look } from '../../../results-parsers/report/format.ts';
import { checkVerdicts } from '../building/check-verdicts.ts';
import { builtNode, clusterFiles } from '../building/cluster.ts';
import { evaluateFiles, type Options } from '../building/evaluate.ts';
import { allBlocked, allOpen, failedByMatrix, isolated } from '../building/failures.ts';
import type { BuiltCase } from '../building/junit.ts';
import { ciliumFiles, ownArchive, requiredCases, upstreamArchive } from '../building/sonobuoy.ts';
import { waiver } from '../waivers/building.ts';

function styled(style: Parameters<typeof styleText>[0], text: string): string {
  return styleText(style, text, { validateStream: false });
}

const sctp = (name: string): boolean => name.includes('using SCTP');

async function textOf(files = upstreamArchive(), options: Options = {}, look: Partial<Look> = {}): Promise<string> {
  return verdictText(await evaluateFiles(files, undefined, options), { colour: false, verbose: false, ...look });
}

function withoutSctp(state: 'failed' | 'skipped') {
  return requiredCases().map((spec) =>
    sctp(spec.name) ? { ...spec, state, text: '[FAILED] no servers\nIn [It] at: x.go:1' } : spec,
  );
}

describe('the verdict for people', () => {
  test('begins with the verdict and its subject', async () => {
    const text = await textOf();
    expect(text).toMatch(/^COMPLIANT: scs-0219-v1, KaaS Networking Standard\n/);
    expect(text).toContain('Cluster   Kubernetes v1.36.3\n');
    expect(text).toContain('Specs     50 required by Kubernetes 1.36: 50 passed\n');
    expect(text).toContain('MUST      network-policy: SATISFIED\n');
    expect(text).toContain('SHOULD    ingress: UNDETERMINED\n');
  });

  test('lists what the archive shows about nodes and addresses', async () => {
    const text = await textOf(new Map([...upstreamArchive(), ...ciliumFiles(), ...clusterFiles([builtNode('n')])]));
    expect(text).toContain(`
Nodes     1 node: Debian GNU/Linux 12 (bookworm), kernel 6.1.0, amd64,
          containerd://2.4.2, kubelet v1.36.3
Network   cilium 1.20.2; addresses: IPv4
`);
  });

  test('groups failed specs by what their failure means, with what was wrong, what the standard requires and what to do', async () => {
    const change = (spec: BuiltCase): BuiltCase => {
      if (spec.name.includes('CIDR')) return failedByMatrix(spec.name, allOpen, ['.X.', '...', '...']);
      if (sctp(spec.name)) return { ...spec, state: 'failed', text: '[FAILED] unable to initialize resources: x' };
      return spec.name.includes('updated policy') ? failedByMatrix(spec.name, isolated, ['...', '...', 'X..']) : spec;
    };
    const text = await textOf(upstreamArchive({ cases: requiredCases().map(change) }), { waivers: [] });
    expect(text).toContain(`
  x 7 required specs failed: 1 leaked (security), 3 blocked too much (function),
    3 said nothing about policies.
    -> Read below what each failure means and what to do about it, then run
       again.

    1 leaked (security): what should be blocked was open
    -> Find out why the network plugin lets through what the policy forbids:
       does it support this part of NetworkPolicy, and is that support enabled?

    [sig-network] Netpol NetworkPolicy between server and client
      A changed policy must take effect on running pods.
      - should enforce updated policy
          netpol-x/b to netpol-x/a on 80/TCP should be blocked and was open
          1 of 6 connections wrong, the same in both tries
          exercises update of a policy from allow-all to deny-all

    3 blocked too much (function): what should be open was blocked
    -> Find out why the network plugin blocks what the policy allows: does it
       support this part of NetworkPolicy, and is that support enabled?

    [sig-network] Netpol NetworkPolicy between server and client
      These specs put the address of a pod into ipBlock and probe through the
      pod's Service: ipBlock must also match pod addresses in the cluster.
      each: netpol-x/a to netpol-x/b on 80/TCP should be open and was blocked
      (the probe timed out)
      each: 1 of 6 connections wrong, the same in both tries
      - should allow egress access to server in CIDR block
          exercises egress.to.ipBlock.cidr with one pod's address
      - should enforce except clause while egress access to server in CIDR block
          exercises egress.to.ipBlock.cidr with an except for one pod's address
      - should ensure an IP overlapping both IPBlock.CIDR and IPBlock.Except is
        allowed
          exercises egress.to.ipBlock.cidr that overlaps another block's except

    3 said nothing about policies: a step that its probes depend on failed
    -> This failure says nothing about how policies are enforced. Find out what
       kept the spec from probing (its pods, their Services, exec into them, the
       API server), then run again.

    [sig-network] Netpol [Feature:SCTPConnectivity] [LinuxOnly] NetworkPolicy
    between server and client using SCTP
      SCTP needs support from the nodes' kernel, the service proxy and the
      network plugin.
      each: a step that its probes depend on failed: unable to initialize
      resources: x
      - should support a 'default-deny-ingress' policy
          exercises podSelector {} with policyTypes [Ingress] and no rules, SCTP
            traffic
      - should enforce policy based on Ports
          exercises ingress.ports with protocol SCTP and a number
      - should enforce policy to allow traffic only from a pod in a different
        namespace based on PodSelector and NamespaceSelector
          exercises one peer of podSelector and namespaceSelector (AND), SCTP
            traffic

SHOULD`);
  });

  test('says once that nothing is enforced, and details only the most telling specs', async () => {
    const cases = requiredCases().map(({ name }) => failedByMatrix(name, isolated, allOpen));
    const text = await textOf(upstreamArchive({ cases }), { waivers: [] });
    expect(text).toContain(`
  x 50 required specs failed: 50 leaked (security). No policy seems to be
    enforced at all: nothing was blocked that should be blocked.
    -> Check that the network plugin has a policy engine, that the engine is
       enabled, and that it runs on every node; then run again.

    50 leaked (security): what should be blocked was open

    [sig-network] Netpol NetworkPolicy between server and client
      - should deny egress from all pods in a namespace
          all other pods reach netpol-x/a on 80/TCP, which should be blocked
          2 of 6 connections wrong, the same in both tries, nothing that should
            be blocked was blocked
          exercises egress [] for all pods of a namespace
      - should deny egress from pods based on PodSelector
`);
    expect(text.match(/2 of 6 connections wrong/g)).toHaveLength(4);
    expect(text.match(/^ {6}- should/gm)).toHaveLength(50);
    expect(text).toContain('The verbose form of this verdict lists the wrong connections of each');
  });

  test.each([
    ['once', "'", 2],
    ['for each kind of failure', 'UDP', 3],
  ])('says what to do %s', async (_what, word, times) => {
    const change = ({ name }: BuiltCase): BuiltCase => {
      if (name.includes('default-deny')) return failedByMatrix(name, isolated, ['...', '...', 'X..']);
      return name.includes(word) && word === 'UDP' ? failedByMatrix(name, allOpen, allBlocked) : { name };
    };
    const text = await textOf(upstreamArchive({ cases: requiredCases().map(change) }), { waivers: [] });
    expect(text.match(/^ {4}-> /gm)).toHaveLength(times);
    expect(text.match(/A policy without rules blocks everything/g)).toHaveLength(1);
  });

  test('says in its first line that it rests on waivers', async () => {
    const text = await textOf(upstreamArchive({ cases: withoutSctp('skipped') }));
    expect(text).toMatch(/^COMPLIANT with 3 waived specs: scs-0219-v1, /);
    expect(text).toContain('Specs     50 required by Kubernetes 1.36: 47 passed, 3 waived\n');
  });

  test('does not mention waivers in its first line if they cannot make it compliant', async () => {
    const [, ...cases] = withoutSctp('skipped');
    expect(await textOf(upstreamArchive({ cases }))).toMatch(/^INCONCLUSIVE: /);
  });

  test('gives the outcome of each waived spec, with the waiver and its expiry', async () => {
    const text = await textOf(upstreamArchive({ cases: withoutSctp('failed') }));
    expect(text).toContain(`
  i 3 required specs did not pass and are exempted by the waiver
    scs-sctp-connectivity.
    -> The operator of the cluster should remove the cause by 2027-11-22, when
       the waiver expires.

    [sig-network] Netpol [Feature:SCTPConnectivity] [LinuxOnly] NetworkPolicy
    between server and client using SCTP
      each: failed: no servers
`);
    expect(await textOf(upstreamArchive({ cases: withoutSctp('skipped') }))).toContain('      each: skipped\n');
    const leaking = requiredCases().map((spec) =>
      sctp(spec.name) ? failedByMatrix(spec.name, isolated, allOpen) : spec,
    );
    const ofLeaks = await textOf(upstreamArchive({ cases: leaking }));
    expect(ofLeaks).toContain('NON-COMPLIANT');
    expect(ofLeaks.replace(/\s+/g, ' ')).toContain(
      'names 3 required specs that failed, but does not exempt them: it names 3 required specs (3 failed); it does not exempt a spec that failed as blocked connections were open.',
    );
  });

  test('lists every waiver with its effect and its dates', async () => {
    const text = await textOf(upstreamArchive({ cases: withoutSctp('failed') }));
    expect(text).toContain('WAIVERS   3 waivers, on 2026-11-22\n');
    expect(text).toMatch(
      /\n {2}NOT FITTING scs-cilium-pod-cidr \(default profile of .*\)\n {4}it is for the network plugin/,
    );
    expect(text).toMatch(/\n {2}APPLIED scs-sctp-connectivity .*\n {4}it names 3 required specs \(3 failed\)\n/);
    expect(text).toContain('    https://github.com/kubernetes/kubernetes/issues/140489\n');
    expect(text).toContain('    owner: Sovereign Cloud Stack');
    expect(text).toContain('    in force until 2027-11-22\n');
    expect(await textOf(upstreamArchive(), { waivers: [] })).not.toContain('WAIVERS');
  });

  test('does not list a spec again that a waiver does not exempt', async () => {
    const name = requiredCases().find((spec) => spec.name.includes('server in CIDR block'))?.name ?? '';
    const cases = requiredCases().map((spec) => (spec.name === name ? { ...spec, state: 'failed' as const } : spec));
    const text = await textOf(upstreamArchive({ cases }));
    expect(text).toContain('The waiver scs-cilium-pod-cidr does not fit this run');
    expect(text.match(/- should allow egress access to server in CIDR block/g)).toHaveLength(1);
  });

  test.each<[string, Options]>([
    ['waived', {}],
    ['skipped', { waivers: [] }],
  ])('names specs that the plugin left out only once, also if they are %s', async (_, options) => {
    const cases = withoutSctp('skipped');
    const specs = cases.map(({ name }) => name).filter(sctp);
    const files = ownArchive({ attempts: [{ cases }], record: { leftOut: { specs, reason: 'there is no SCTP' } } });
    const text = await textOf(files, options);
    expect(text).toContain('i 3 specs were not run: there is no SCTP.\n');
    expect(text.match(/between server and client using SCTP$/gm)).toHaveLength(1);
  });

  test('names the pattern from which a waiver without a scope comes', async () => {
    const unscoped = waiver({ id: 'f:okToFail[0]', pattern: 'SCTP', link: null, owner: null, expires: null });
    const text = await textOf(upstreamArchive(), {
      waivers: [{ source: 'f', sha256: '0'.repeat(64), waivers: [unscoped] }],
    });
    expect(text).toContain('without a scope or an expiry date; from the pattern SCTP\n');
  });

  test.each([
    ['Network   cilium 1.20.2; addresses: IPv4\n', new Map([...upstreamArchive(), ...ciliumFiles()])],
    [
      'Network   cilium, version not known; addresses: IPv4\n',
      new Map([...upstreamArchive(), ...ciliumFiles().slice(1)]),
    ],
    ['Network   plugin not known: nothing in the archive shows one\n', upstreamArchive()],
  ])('names the network plugin: %j', async (line, files) => {
    expect(await textOf(files)).toContain(line);
  });

  test('counts many specs that did not run, rather than listing them', async () => {
    const text = await textOf(upstreamArchive({ cases: [], properties: { FocusStrings: 'Conformance' } }));
    expect(text).toContain("? Not one of the 50 required specs ran: the focus was 'Conformance', the skip");
    expect(text).toContain('? 50 required specs have no usable result.');
    expect(text).not.toContain('default-deny-ingress');
    const withoutCause = await textOf(upstreamArchive({ cases: requiredCases().slice(20) }));
    expect(withoutCause).toContain('? 20 required specs have no usable result.');
    expect(withoutCause).toContain('The verbose form of this verdict lists them.');
  });

  test('gives the outcome of each attempt of a flaky spec', async () => {
    const [first, ...others] = requiredCases();
    const name = first?.name ?? '';
    const attempts = [{ cases: [{ name, state: 'failed' as const, text: 'slow' }, ...others] }, { cases: [{ name }] }];
    expect(await textOf(ownArchive({ attempts }))).toContain(
      '          the spec failed for a reason other than its reachability matrix: slow\n          attempts: failed, passed\n',
    );
  });

  test('fits into 80 columns', async () => {
    const cases = requiredCases().map((spec) => ({ ...spec, state: 'failed' as const, text: 'word '.repeat(50) }));
    const text = await textOf(upstreamArchive({ cases: cases.slice(1) }));
    expect(text).toContain('each: the spec failed for a reason');
    expect(text.split('\n').filter((line) => line.length > 80)).toEqual([]);
  });

  test.each([40, 60, 100, 120])('fits into %d columns', async (width) => {
    const cases = requiredCases().map(({ name }) => failedByMatrix(name, isolated, allOpen));
    const lines = (await textOf(upstreamArchive({ cases }), {}, { width, verbose: true })).split('\n');
    // A digest or a path after a label is a single word, which cannot be wrapped.
    expect(lines.filter((line) => line.length > width && line.trim().split(/\s+/).length > 2)).toEqual([]);
    expect(Math.max(...lines.map((line) => line.length))).toBeGreaterThan(width * 0.9);
    // The width is not remembered: the next text has the default width again.
    expect((await textOf()).split('\n').some((line) => line.length > 60 && line.length <= 80)).toBe(true);
  });

  test('repeats the verdict at the end of a long text, whose beginning may be out of sight', async () => {
    const failing = upstreamArchive({ cases: requiredCases().map(({ name }) => ({ name, state: 'failed' })) });
    const lines = (await textOf(failing)).trimEnd().split('\n');
    expect(lines.slice(-2)).toEqual(['', 'NON-COMPLIANT: scs-0219-v1, KaaS Networking Standard']);
    const coloured = (await textOf(failing, {}, { colour: true })).trimEnd().split('\n');
    expect(coloured.at(-1)).toBe(coloured[0]);
    const short = verdictText({ ...(await evaluateFiles(upstreamArchive())), clauses: [], checks: [], waivers: [] });
    expect(short.match(/^COMPLIANT/gm)).toHaveLength(1);
  });

  test('cannot be used to control a terminal', async () => {
    const cases = [{ name: 'Netpol \u009b31m\u202e should x', state: 'failed' as const }, ...requiredCases()];
    const text = await textOf(upstreamArchive({ cases }));
    expect(text).toContain('Netpol \\u009b31m\\u202e');
    expect(text).toMatch(/^[\n\x20-\x7e]*$/);
  });

  test('gives the answers of our own checks under each clause, with details in the verbose form', async () => {
    const verdict = { ...(await evaluateFiles(upstreamArchive())), checks: checkVerdicts };
    const [text, verbose] = [false, true].map((all) => verdictText(verdict, { colour: false, verbose: all }));
    const answer = `
  x Is what no upstream spec tries as the API says? no (advisory)
    1 of 3 scenarios is not as the API says.
`;
    expect(text).toContain(`${answer}\nSHOULD `);
    expect(text).toContain(
      '\n  + Are new namespaces restricted by default? yes\n    A new namespace had one policy.\n',
    );
    expect(verbose).toContain(`${answer}      + Is a policy without ports about all? All 12 tries were as expected.
      x Does endPort end where it says? Port 82 was <open>, outside 80 to 81.
      ? Is traffic from a node allowed? The pod did not start.
      - Are IPv6 blocks enforced? The cluster has no IPv6.
      from the API server's answer to a new deny policy to the first connection
        that it blocks: 0.12 to 1.74 s, median 0.34, 95 % within 1.2, 20 samples
`);
  });

  test('is the same text in colour, with bad in red and good in green', async () => {
    const cases = requiredCases().map(({ name }) => failedByMatrix(name, isolated, allOpen));
    const failing = upstreamArchive({ cases });
    const coloured = await textOf(failing, {}, { colour: true });
    expect(stripVTControlCharacters(coloured)).toBe(await textOf(failing));
    expect(coloured.split('\n')[0]).toBe(
      styled(['bold', 'red'], 'NON-COMPLIANT: scs-0219-v1, KaaS Networking Standard'),
    );
    expect(coloured).toContain(styled('red', 'MUST      network-policy: NOT SATISFIED'));
    expect((await textOf(upstreamArchive(), {}, { colour: true })).split('\n')[0]).toBe(
      styled(['bold', 'green'], 'COMPLIANT: scs-0219-v1, KaaS Networking Standard'),
    );
  });

  test('names everything in the verbose form', async () => {
    const [flaky, ...others] = requiredCases();
    const cases = [{ name: flaky?.name ?? '', state: 'failed' as const, text: 'slow' }, ...others.slice(1)];
    const files = ownArchive({ attempts: [{ cases }, { cases: [{ name: flaky?.name ?? '' }] }] });
    const text = await textOf(files, { limits: { entries: 99 } }, { verbose: true });
    expect(text).toContain('          CSPs MUST provide a network plugin that fully supports NetworkPolicy');
    expect(text.match(/^ {4}- (passed|flaky|missing)/gm)).toHaveLength(50);
    expect(text).toMatch(/^ {4}- flaky: .*/m);
    expect(text).toMatch(
      /\n {2}plugins\/scs-networking\/results\/global\/run-record\.json, \d+ bytes\n {4}[0-9a-f]{64}\n/,
    );
    const command = 'scs-networking evaluate --format json --max-entries 99 archive.tar.gz > verdict.json';
    expect(text.replace(/\s+/g, ' ')).toContain(command);
    expect(text).toContain('reason: By design, Cilium does not match');
    expect(text.split('\n').filter((line) => line.length > 80 && line.includes(' - '))).toEqual([]);
  });

  test('names and details each spec in the verbose form', async () => {
    const cases = requiredCases().map(({ name }) => failedByMatrix(name, isolated, allOpen));
    const text = await textOf(upstreamArchive({ cases }), { waivers: [] }, { verbose: true });
    expect(text).not.toContain('The verbose form');
    expect(
      (await textOf(upstreamArchive({ cases: [] }), {}, { verbose: true })).match(/default-deny-ingress/g),
    ).toHaveLength(6);
  });
});
