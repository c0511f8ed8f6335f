import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { TarReader } from '../../../results-parsers/archive/tar-reader.ts';
import { evaluateArchive, Verdict } from '../../../results-parsers/index.ts';
import {
  type RedactedArchive,
  redactArchive,
  redactDirectory,
} from '../../../results-parsers/redaction/redact-archive.ts';
import { outcomeOf } from '../../../results-parsers/redaction/verdict-outcome.ts';
import { cutOffArchive, DENY, POLICIES_PATH, policy } from '../building/cut-off.ts';
import { entriesOf } from '../building/directory.ts';
import { codesOf, mustFindings } from '../building/evaluate.ts';
import { flannelArchive } from '../building/flannel.ts';
import { type Mutant, mutantsOf } from '../building/mutations.ts';
import { builtOriginal, type Original, recordedOriginal, thinned } from '../building/originals.ts';
import { ciliumFiles, ownArchive, packed, upstreamArchive } from '../building/sonobuoy.ts';
import { streamed, tarGzOf, tarOf } from '../building/tar.ts';

const FIXTURES = join(import.meta.dirname, '../../fixtures');
const recorded = (await readdir(FIXTURES)).filter((file) => file.endsWith('.tar.gz'));
/** All fields that may stay in documents about the cluster and in the run's settings. The list is explicit, so that adding one is a deliberate decision. */
const KEPT_FIELDS: readonly string[] = [
  'apps_v1_daemonsets.json.items[].metadata.name',
  'apps_v1_daemonsets.json.items[].metadata.namespace',
  'apps_v1_daemonsets.json.items[].spec.template.spec.containers[].image',
  'apps_v1_daemonsets.json.items[].status.numberReady',
  'cilium.io_v2_ciliumendpoints.json.items[].metadata.name',
  'cilium.io_v2_ciliumendpoints.json.items[].metadata.ownerReferences[].uid',
  'cilium.io_v2_ciliumendpoints.json.items[].status.networking.addressing[].ipv4',
  'cilium.io_v2_ciliumnodes.json.items[].metadata.name',
  'cilium.io_v2_ciliumnodes.json.items[].metadata.ownerReferences[].uid',
  'config.json.UUID',
  'config.json.Version',
  'core_v1_namespaces.json.items[].metadata.name',
  'core_v1_namespaces.json.items[].metadata.uid',
  'core_v1_nodes.json.items[].metadata.annotations.*',
  'core_v1_nodes.json.items[].metadata.name',
  'core_v1_nodes.json.items[].spec.podCIDR',
  'core_v1_nodes.json.items[].status.addresses[].address',
  'core_v1_nodes.json.items[].status.addresses[].type',
  'core_v1_nodes.json.items[].status.nodeInfo.kernelVersion',
  'core_v1_nodes.json.items[].status.nodeInfo.osImage',
  'core_v1_pods.json.items[].metadata.creationTimestamp',
  'core_v1_pods.json.items[].metadata.name',
  'core_v1_pods.json.items[].metadata.namespace',
  'core_v1_pods.json.items[].metadata.uid',
  'core_v1_pods.json.items[].spec.nodeName',
  'core_v1_pods.json.items[].status.podIP',
  'core_v1_pods.json.items[].status.podIPs[].ip',
  'definition.json.Definition.spec.image',
  'info.json.plugins[]',
  'servergroups.json.groups[].name',
  'serverversion.json.gitVersion',
];
const SECRET = 'PLANTED-c29tZS1zZWNyZXQ';

async function redact(bytes: Uint8Array, plugin?: string): Promise<RedactedArchive> {
  const chosen = plugin === undefined ? {} : { plugin };
  return await redactArchive(streamed(bytes, 100_000), { toolVersion: 'golden', ...chosen });
}

async function redactedBytes(bytes: Uint8Array): Promise<Buffer> {
  return Buffer.concat([...(await redact(bytes)).tar]);
}

async function verdictOn(bytes: Uint8Array): Promise<Verdict> {
  return await evaluateArchive(streamed(bytes, 100_000), { archiveName: 'archive.tar.gz', toolVersion: 'golden' });
}

/** The golden verdict on an archive among the fixtures; another test checks that it is true. */
function recordedVerdict(file: string): Verdict {
  return Verdict.parse(JSON.parse(readFileSync(join(FIXTURES, file.replace(/tar\.gz$/, 'verdict.json')), 'utf8')));
}

/** A verdict without the identity of the archive and its files, and without the note that it was redacted. */
function saying({ archive: _, evidence, clauses, ...rest }: Verdict): unknown {
  return {
    ...rest,
    evidence: evidence.map(({ path }) => path).filter((path) => path !== 'redaction.json'),
    clauses: clauses.map(({ findings, ...clause }) => ({
      ...clause,
      findings: findings.filter(({ code }) => code !== 'archive-redacted'),
    })),
  };
}

/** The files of a tar, by path. */
function filesOf(tar: Uint8Array): Map<string, Buffer> {
  const files = new Map<string, Buffer>();
  const reader = new TarReader(({ name }) => {
    const parts: Uint8Array[] = [];
    return { write: (bytes) => parts.push(Uint8Array.from(bytes)), end: () => files.set(name, Buffer.concat(parts)) };
  });
  reader.write(tar);
  expect(reader.end()).toEqual({ state: 'whole' });
  return files;
}

describe('the redacted copy, of NetworkPolicies,', () => {
  const elsewhere = POLICIES_PATH('team-b');
  const files = new Map([...cutOffArchive('team-a'), [elsewhere, JSON.stringify({ items: [policy('team-b', DENY)] })]]);

  test('keeps those of the namespace that Sonobuoy ran in, and with them the verdict', async () => {
    const before = packed(files);
    const after = await redactedBytes(before);
    const kept: unknown = JSON.parse(`${filesOf(after).get(POLICIES_PATH('team-a'))}`);
    expect(kept).toEqual({
      items: [{ metadata: { namespace: 'team-a', name: 'default-policy' }, spec: { podSelector: {}, ...DENY } }],
    });
    expect(saying(await verdictOn(after))).toEqual(saying(await verdictOn(before)));
  });

  test('keeps none in other namespaces', async () => {
    expect(filesOf(await redactedBytes(packed(files))).has(elsewhere)).toBe(false);
  });
});

test('the redacted copy keeps the marks of the network plugin, whatever the name of Sonobuoy’s namespace', async () => {
  const config = JSON.stringify({ UUID: '1', Version: 'v0.57.5', Namespace: 'conformance' });
  const cilium = new Map([
    ...upstreamArchive(),
    ['meta/config.json', config] as const,
    ...ciliumFiles('1.20.2', 'conformance'),
  ]);
  for (const [files, plugin] of [
    [cilium, 'cilium'],
    [flannelArchive(), 'flannel'],
  ] as const) {
    const before = packed(files);
    const after = await redactedBytes(before);
    expect((await verdictOn(after)).subject.cni.name).toBe(plugin);
    expect(saying(await verdictOn(after))).toEqual(saying(await verdictOn(before)));
  }
});

describe('the redacted copy of', () => {
  const whole = recorded.filter((file) => file !== 'enforcing-cut.tar.gz');
  test.each(whole)('%s has the same verdict, and says that it is redacted', async (file) => {
    const original = await readFile(join(FIXTURES, file));
    const copy = await redactedBytes(original);
    const [before, after] = [recordedVerdict(file), await verdictOn(copy)];
    expect(saying(after)).toEqual(saying(before));
    expect(mustFindings(after).filter(({ code }) => code === 'archive-redacted')).toHaveLength(1);
    expect(JSON.stringify(after.clauses)).toContain(before.archive.sha256);
    expect(gzipSync(copy).length).toBeLessThan(original.length);
  });

  test.each(whole)('%s does not contain a secret that was planted all over the archive', async (file) => {
    const copy = await redactedBytes(planted(gunzipSync(readFileSync(join(FIXTURES, file)))));
    expect(copy.includes(SECRET)).toBe(false);
    expect((await verdictOn(copy)).verdict).toBe(recordedVerdict(file).verdict);
  });
});

/** Plants a secret in every JSON document except those of the run itself, in a config map, in logs, and in the environment of pods. */
function planted(tar: Uint8Array): Buffer {
  const members = [...filesOf(tar)].map(([path, content]) => ({
    path,
    content: path.endsWith('.json') && !path.includes('/results/') ? withSecret(content) : content,
  }));
  const pod = {
    metadata: { name: 'p', namespace: 'shop' },
    spec: { containers: [{ env: [{ name: 'A', value: SECRET }] }] },
  };
  return tarOf([
    ...members,
    {
      path: 'resources/ns/shop/core_v1_configmaps.json',
      content: JSON.stringify({ items: [{ data: { a: SECRET } }] }),
    },
    { path: 'resources/ns/shop/core_v1_pods.json', content: JSON.stringify({ items: [pod] }) },
    { path: 'podlogs/shop/p/logs/c.txt', content: SECRET },
    { path: 'plugins/other/results/global/out.txt', content: SECRET },
    { path: 'hosts/node-of-shop/configz.json', content: JSON.stringify({ token: SECRET }) },
  ]);
}

function withSecret(content: Buffer): Buffer {
  const document: unknown = JSON.parse(content.toString('utf8'), (_key, value: unknown) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
    const record = value as Record<string, unknown>;
    const annotations =
      typeof record['annotations'] === 'object' ? { annotations: { ...record['annotations'], kept: SECRET } } : {};
    const env = Array.isArray(record['env']) ? { env: [...record['env'], { name: 'PASSWORD', value: SECRET }] } : {};
    // In a map with free keys, another key would be another entry.
    return 'name' in record || 'spec' in record || 'items' in record
      ? { ...record, ...annotations, ...env, planted: SECRET }
      : record;
  });
  return Buffer.from(JSON.stringify(document));
}

describe('redacting', () => {
  const files = new Map([...upstreamArchive(), ...ciliumFiles(), ['podlogs/a/b/c.txt', 'log'] as const]);

  test('gives the same copy each time, packed or unpacked, except for the digest of the original', async () => {
    const [first, second] = [await redactedBytes(packed(files)), await redactedBytes(packed(files))];
    expect(first.equals(second)).toBe(true);
    const unpacked = await redactDirectory(entriesOf(files), { toolVersion: 'golden' });
    const names = (tar: Uint8Array): string[] => [...filesOf(tar).keys()];
    expect(names(Buffer.concat([...unpacked.tar]))).toEqual(names(first));
  });

  test('lists what it removed and reduced, with the original digests', async () => {
    const { redaction } = await redact(packed(files));
    const sha256 = createHash('sha256').update('log').digest('hex');
    const line = `${sha256}  podlogs/a/b/c.txt\n`;
    expect(redaction.removed).toEqual([]);
    expect(redaction.unlisted).toEqual({
      files: 1,
      bytes: 3,
      sha256: createHash('sha256').update(line).digest('hex'),
    });
    expect(redaction.reduced.map(({ path }) => path)).toContain('meta/config.json');
    expect(redaction.plugins).toEqual(['e2e']);
  });

  test('lists ten thousand of the files that it removed, and counts the others', async () => {
    const removed = Array.from({ length: 10_005 }, (_, index) => [`plugins/e2e/${index}.txt`, ''] as const);
    const { redaction } = await redact(packed(new Map([...upstreamArchive(), ...removed])));
    expect([redaction.removed.length, redaction.unlisted?.files]).toEqual([10_000, 5]);
  });

  test("keeps of a network plugin's object for a pod only the fields that show which pod it is for", async () => {
    const path = 'resources/ns/sonobuoy/cilium.io_v2_ciliumendpoints.json';
    const endpoint = (files.get(path) ?? '').replace('"status":{', `"labels":"${SECRET}","status":{"key":"${SECRET}",`);
    expect(endpoint.split(SECRET)).toHaveLength(3);
    const copy = await redactedBytes(packed(new Map([...files, [path, endpoint] as const])));
    expect(copy.includes(SECRET)).toBe(false);
    expect(filesOf(copy).get(path)?.toString()).toContain('uid-of-pod');
    expect((await verdictOn(copy)).subject.cni.name).toBe('cilium');
  });

  test('still names the plugins of the archive if not one could be judged', async () => {
    const foreign = new Map(
      [...upstreamArchive()].map(([path, text]) => [path.replace('plugins/e2e/', 'plugins/x/'), text]),
    );
    const after = await verdictOn(await redactedBytes(packed(foreign)));
    expect(saying(after)).toEqual(saying(await verdictOn(packed(foreign))));
    expect(JSON.stringify(mustFindings(after))).toContain('only of x');
  });

  test('leaves an unreadable document unreadable', async () => {
    const broken = new Map([...upstreamArchive(), ['serverversion.json', `{"gitVersion": "${SECRET}`] as const]);
    const copy = await redactedBytes(packed(broken));
    expect(copy.includes(SECRET)).toBe(false);
    expect(codesOf(await verdictOn(copy))).toEqual([...codesOf(await verdictOn(packed(broken))), 'archive-redacted']);
  });

  test('keeps names that are too long for a tar header', async () => {
    const path = `plugins/scs-networking/results/global/${'long/'.repeat(60)}file.txt`;
    const entries = entriesOf(new Map([...ownArchive(), [path, 'x'] as const]));
    const copy = Buffer.concat([...(await redactDirectory(entries, { toolVersion: 'golden' })).tar]);
    expect(filesOf(copy).get(path)?.toString()).toBe('x');
  });

  test.each([
    ['is cut off', packed(files).subarray(0, 1000), /expected a whole archive/],
    [
      'contains a link',
      tarGzOf([
        { path: 'meta/config.json', content: '{}' },
        { path: 'l', type: 'SymbolicLink', linkpath: '/etc' },
      ]),
      /a whole archive/,
    ],
    ['is not an archive', Buffer.from('text'), /expected a Sonobuoy archive/],
    ['has no files of Sonobuoy', tarGzOf([{ path: 'a.txt', content: 'a' }]), /expected a Sonobuoy archive/],
  ])('refuses an archive that %s', async (_what, bytes, message) => {
    await expect(redact(bytes)).rejects.toThrow(message);
  });
});

/** Names and addresses that a user of the cluster would want to keep private. */
const TENANT = /acme|10\.9\.8\.7|203\.0\.113|uid-of-a-tenant|postgres/;

/** An archive of a cluster that is in use, with a known network plugin. */
function usedCluster(): Map<string, string> {
  const list = (...items: object[]) => JSON.stringify({ apiVersion: 'v1', items });
  const daemonSet = (namespace: string, name: string, ...images: string[]) => ({
    metadata: { namespace, name, labels: { owner: 'acme' } },
    spec: { template: { spec: { containers: images.map((image) => ({ image, env: [{ value: 'acme' }] })) } } },
    status: { numberReady: 2 },
  });
  return new Map([
    ...upstreamArchive(),
    ...ciliumFiles(),
    ['servergroups.json', JSON.stringify({ groups: [{ name: 'cilium.io' }, { name: 'acme.example' }] })],
    [
      'resources/cluster/core_v1_namespaces.json',
      list(
        { metadata: { name: 'acme-shop', uid: 'uid-of-a-tenant' } },
        { metadata: { name: 'kube-system', uid: 'a76bb2ca' } },
      ),
    ],
    [
      'resources/cluster/core_v1_nodes.json',
      list({
        metadata: { name: 'node-1', labels: { 'acme.example/pool': 'x' }, annotations: { 'io.cilium.x': '10.9.8.7' } },
        spec: { podCIDR: '10.9.8.0/24', providerID: 'acme' },
        status: {
          addresses: [
            { type: 'InternalIP', address: '10.9.8.7' },
            { type: 'ExternalIP', address: '203.0.113.9' },
            { type: 'Hostname', address: 'node-1.acme.example' },
          ],
          nodeInfo: { osImage: 'Debian', kernelVersion: '6.1', machineID: 'acme' },
        },
      }),
    ],
    ['resources/ns/acme-shop/apps_v1_daemonsets.json', list(daemonSet('acme-shop', 'agent', 'postgres:16'))],
    ['resources/ns/acme-shop/cilium.io_v2_ciliumendpoints.json', list({ metadata: { name: 'acme' } })],
    [
      'resources/ns/kube-system/apps_v1_daemonsets.json',
      list(
        daemonSet('kube-system', 'cilium', 'quay.io/cilium/cilium:v1.20.2', 'acme/sidecar:1'),
        daemonSet('kube-system', 'acme-agent', 'acme/agent:1'),
      ),
    ],
    ['podlogs/acme-shop/p/logs/c.txt', 'log'],
    ['hosts/acme-node/configz.json', '{}'],
  ]);
}

/** The fields of all JSON documents except those of the run itself, with a star for keys that are names. */
function fieldsIn(tar: Uint8Array): string[] {
  const fields = new Set<string>();
  const walk = (place: string, value: unknown): void => {
    if (Array.isArray(value)) for (const element of value) walk(`${place}[]`, element);
    else if (typeof value === 'object' && value !== null)
      for (const [key, inside] of Object.entries(value)) walk(`${place}.${inside === null ? '*' : key}`, inside);
    else fields.add(place);
  };
  for (const [path, content] of filesOf(tar)) {
    if (!path.endsWith('.json') || path.includes('/results/') || path === 'redaction.json') continue;
    walk(path.replace(/^.*\//, ''), JSON.parse(content.toString('utf8')));
  }
  return [...fields].sort();
}

describe('of a cluster that is in use', () => {
  test('nothing stays that shows who uses it or where its nodes are, and the verdict is the same', async () => {
    const copy = await redactedBytes(packed(usedCluster()));
    expect(copy.toString('latin1')).not.toMatch(TENANT);
    const [before, after] = [await verdictOn(packed(usedCluster())), await verdictOn(copy)];
    expect(after.subject.cni).toMatchObject({ name: before.subject.cni.name, version: before.subject.cni.version });
    expect({ ...after.subject, cni: null }).toEqual({ ...before.subject, cni: null });
    expect(after.verdict).toBe(before.verdict);
  });

  test('these fields stay, and no others', async () => {
    expect(fieldsIn(await redactedBytes(packed(usedCluster())))).toEqual(KEPT_FIELDS);
  });
});

describe('a document that is too large to be read', () => {
  const padding = ' '.repeat(34 * 1024 ** 2);

  test.each([
    ['daemon sets', 'resources/ns/kube-system/apps_v1_daemonsets.json'],
    ['a definition', 'plugins/e2e/definition.json'],
    ['settings of Sonobuoy', 'meta/config.json'],
    ['a list of plugins', 'meta/info.json'],
    ['the version of the server', 'serverversion.json'],
  ])('stays unread in the copy: %s', async (_what, path) => {
    const files = usedCluster();
    files.set(path, (files.get(path) ?? '{}') + padding);
    const original = tarOf([...files].map(([path, content]) => ({ path, content })));
    const copy = await redactedBytes(original);
    const [before, after] = [await verdictOn(original), await verdictOn(copy)];
    expect(after.verdict).toBe(before.verdict);
    expect(after.subject.cni.name).toBe(before.subject.cni.name);
    expect(codesOf(after)).toEqual([...codesOf(before), 'archive-redacted']);
  });
});

describe('whatever happens to an archive, its copy has the same verdict, or there is no copy because the archive is damaged:', () => {
  const originals: [string, () => Promise<Original> | Original, number][] = [
    ['of the upstream plugin', () => builtOriginal(upstreamArchive()), 150],
    ['of the upstream plugin, on a cluster that is in use', () => builtOriginal(usedCluster()), 150],
    ['of our plugin', () => builtOriginal(ownArchive()), 150],
    ['of a real run', async () => thinned(await recordedOriginal('enforcing')), 60],
    ['of a real run of the upstream plugin', async () => thinned(await recordedOriginal('upstream-1.37')), 100],
  ];

  test.each(originals)(
    '%s',
    async (_what, load, numRuns) => {
      let compared = 0;
      const check = async (mutant: Mutant): Promise<void> => {
        let copy: Buffer;
        try {
          copy = await redactedBytes(mutant.bytes);
        } catch (error) {
          expect(String(error)).toMatch(/expected (?:a whole archive|a Sonobuoy archive)|exceeds the limit/);
          return;
        }
        compared += 1;
        const [before, after] = [
          await outcomeOf(() => verdictOn(mutant.bytes)),
          await outcomeOf(() => verdictOn(copy)),
        ];
        expect(after).toBe(before);
      };
      await fc.assert(fc.asyncProperty(mutantsOf(await load()), check), { numRuns, seed: 20_261_128 });
      expect(compared).toBeGreaterThan(numRuns / 4);
    },
    300_000,
  );
});
