import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { describe, expect, test } from '@jest/globals';
import { TarReader } from '../../../results-parsers/archive/tar-reader.ts';
import { evaluateArchive, type Verdict } from '../../../results-parsers/index.ts';
import {
  type RedactedArchive,
  redactArchive,
  redactDirectory,
} from '../../../results-parsers/redaction/redact-archive.ts';
import { entriesOf } from '../building/directory.ts';
import { codesOf, mustFindings } from '../building/evaluate.ts';
import { ciliumFiles, ownArchive, packed, upstreamArchive } from '../building/sonobuoy.ts';
import { streamed, tarGzOf, tarOf } from '../building/tar.ts';

const FIXTURES = join(import.meta.dirname, '../../fixtures');
const recorded = (await readdir(FIXTURES)).filter((file) => file.endsWith('.tar.gz'));
const SECRET = 'PLANTED-c29tZS1zZWNyZXQ';

async function redact(bytes: Uint8Array, plugin?: string): Promise<RedactedArchive> {
  const chosen = plugin === undefined ? {} : { plugin };
  return await redactArchive(streamed(bytes, 100_000), { toolVersion: 'golden', ...chosen });
}

async function redactedBytes(bytes: Uint8Array): Promise<Buffer> {
  return Buffer.concat((await redact(bytes)).tar);
}

async function verdictOn(bytes: Uint8Array): Promise<Verdict> {
  return await evaluateArchive(streamed(bytes, 100_000), { archiveName: 'archive.tar.gz', toolVersion: 'golden' });
}

/** What a verdict says, but for the identity of the archive and its files, and that it was redacted. */
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

describe('the redacted copy of', () => {
  const whole = recorded.filter((file) => file !== 'enforcing-cut.tar.gz');
  test.each(whole)('%s has the same verdict, and says that it is one', async (file) => {
    const original = await readFile(join(FIXTURES, file));
    const copy = await redactedBytes(original);
    const [before, after] = [await verdictOn(original), await verdictOn(copy)];
    expect(saying(after)).toEqual(saying(before));
    expect(mustFindings(after).filter(({ code }) => code === 'archive-redacted')).toHaveLength(1);
    expect(JSON.stringify(after.clauses)).toContain(before.archive.sha256);
    expect(gzipSync(copy).length).toBeLessThan(original.length);
  });

  test.each(whole)('%s holds no string of a secret that was planted all over it', async (file) => {
    const copy = await redactedBytes(planted(gunzipSync(readFileSync(join(FIXTURES, file)))));
    expect(copy.includes(SECRET)).toBe(false);
    expect((await verdictOn(copy)).verdict).toBe((await verdictOn(readFileSync(join(FIXTURES, file)))).verdict);
  });
});

/** A secret in every JSON document but those of the run itself, in a config map, in logs, and in the environment of pods. */
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
    // What a map holds is read by its keys: there a further one would be a further entry.
    return 'name' in record || 'spec' in record || 'items' in record
      ? { ...record, ...annotations, ...env, planted: SECRET }
      : record;
  });
  return Buffer.from(JSON.stringify(document));
}

describe('redacting', () => {
  const files = new Map([...upstreamArchive(), ...ciliumFiles(), ['podlogs/a/b/c.txt', 'log'] as const]);

  test('is the same each time, packed or unpacked, but for the digest of what was redacted', async () => {
    const [first, second] = [await redactedBytes(packed(files)), await redactedBytes(packed(files))];
    expect(first.equals(second)).toBe(true);
    const unpacked = await redactDirectory(entriesOf(files), { toolVersion: 'golden' });
    const names = (tar: Uint8Array): string[] => [...filesOf(tar).keys()];
    expect(names(Buffer.concat(unpacked.tar))).toEqual(names(first));
  });

  test('lists what it removed and reduced, with the digests that these had', async () => {
    const { redaction } = await redact(packed(files));
    const sha256 = createHash('sha256').update('log').digest('hex');
    expect(redaction.removed).toEqual([{ path: 'podlogs/a/b/c.txt', bytes: 3, sha256 }]);
    expect(redaction.reduced.map(({ path }) => path)).toContain('meta/config.json');
    expect(redaction.plugins).toEqual(['e2e']);
  });

  test('keeps what only the name of a file tells, and none of its content', async () => {
    const path = 'resources/ns/sonobuoy/cilium.io_v2_ciliumendpoints.json';
    const withContent = new Map([...files, [path, JSON.stringify([{ metadata: { name: SECRET } }])] as const]);
    const copy = await redactedBytes(packed(withContent));
    expect(filesOf(copy).get(path)?.toString()).toBe('[]\n');
    expect((await verdictOn(copy)).subject.cni.name).toBe('cilium');
  });

  test('still names the plugins that were there when none could be judged', async () => {
    const foreign = new Map(
      [...upstreamArchive()].map(([path, text]) => [path.replace('plugins/e2e/', 'plugins/x/'), text]),
    );
    const after = await verdictOn(await redactedBytes(packed(foreign)));
    expect(saying(after)).toEqual(saying(await verdictOn(packed(foreign))));
    expect(JSON.stringify(mustFindings(after))).toContain('only of x');
  });

  test('leaves a document that cannot be read as one that cannot be read', async () => {
    const broken = new Map([...upstreamArchive(), ['serverversion.json', `{"gitVersion": "${SECRET}`] as const]);
    const copy = await redactedBytes(packed(broken));
    expect(copy.includes(SECRET)).toBe(false);
    expect(codesOf(await verdictOn(copy))).toEqual([...codesOf(await verdictOn(packed(broken))), 'archive-redacted']);
  });

  test('keeps names that are longer than a header of a tar has room for', async () => {
    const path = `plugins/scs-networking/results/global/${'long/'.repeat(60)}file.txt`;
    const entries = entriesOf(new Map([...ownArchive(), [path, 'x'] as const]));
    const copy = Buffer.concat((await redactDirectory(entries, { toolVersion: 'golden' })).tar);
    expect(filesOf(copy).get(path)?.toString()).toBe('x');
  });

  test.each([
    ['is cut off', packed(files).subarray(0, 1000), /expected an archive that is whole/],
    [
      'holds a link',
      tarGzOf([
        { path: 'meta/config.json', content: '{}' },
        { path: 'l', type: 'SymbolicLink', linkpath: '/etc' },
      ]),
      /that is whole/,
    ],
    ['is none', Buffer.from('text'), /expected a Sonobuoy archive/],
    ['holds nothing of Sonobuoy', tarGzOf([{ path: 'a.txt', content: 'a' }]), /expected a Sonobuoy archive/],
  ])('refuses an archive that %s', async (_what, bytes, message) => {
    await expect(redact(bytes)).rejects.toThrow(message);
  });
});
