import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { shardIndexOf } from '../../../src/cli/archives/shards/shard.ts';
import { hostileArchives, writeHostileArchive } from '../../results-parsers/building/hostile-archives.ts';
import type { BuiltCase } from '../../results-parsers/building/junit.ts';
import { packed, requiredCases, upstreamArchive } from '../../results-parsers/building/sonobuoy.ts';

const FIXTURES = join(import.meta.dirname, '../../fixtures');

/** The waivers for all archives, without the default ones: the first of the originals needs them. */
export const WAIVERS = `apiVersion: scs-networking/v1
kind: Waivers
waivers:
  - id: kernel-without-sctp
    specSet: sctp-connectivity
    reason: The kernel of these nodes has no SCTP.
    link: https://example.org/issues/43
    owner: Network team, Example Cloud
    expires: 2027-03-31
`;

/** The originals of which archives are copies, and their verdicts with these waivers. */
type Original = { kind: string; content: Buffer; verdict: string };

/** Archives of real runs. */
function recordedOnes(): Original[] {
  const verdicts = { enforcing: 'compliant', 'not-enforcing': 'non-compliant', killed: 'inconclusive' };
  return Object.entries(verdicts).map(([kind, verdict]) => {
    return { kind, verdict, content: readFileSync(join(FIXTURES, `${kind}.tar.gz`)) };
  });
}

/** Built archives, a hundredth of the size of real ones. */
function builtOnes(): Original[] {
  const cases = requiredCases().map((each) =>
    each.name.includes('[Feature:SCTPConnectivity]') ? { ...each, state: 'skipped' as const } : each,
  );
  const [first, ...others] = cases;
  const built: Record<string, BuiltCase[]> = {
    compliant: cases,
    'non-compliant': [{ name: first?.name ?? '', state: 'failed' }, ...others],
    inconclusive: others,
  };
  return Object.entries(built).map(([verdict, of]) => {
    return { kind: `built-${verdict}`, verdict, content: packed(upstreamArchive({ cases: of })) };
  });
}

/** If there are more archives than this, only every tenth is a real one: all of them would take an hour on a busy machine. */
const ALL_REAL = 1000;
const REAL_AMONG = 10;

/** The small archives that take the most time and memory, as far as we know. */
const COSTLY = /^(?:a log of headers|failed specs with long texts)$/;
const COSTLY_MEGABYTES = 100;

const GZIP_HEADER_BYTES = 10;
const HAS_NAME = 8;

/** Archives in a directory, each with different content. Those that are unreadable or costly are all in one shard. */
export class ManyArchives {
  readonly #directory: string;
  readonly #place: string;
  readonly #verdicts = new Map<string, string>();

  /** `place`: the directory's path for the commands that evaluate them. */
  constructor(directory: string, place: string) {
    this.#directory = directory;
    this.#place = place;
  }

  async write({ count, shards, poisoned }: { count: number; shards: number; poisoned: number }): Promise<void> {
    mkdirSync(this.#directory, { recursive: true });
    const [recorded, built] = [recordedOnes(), builtOnes()];
    for (let index = 0; index < count; index += 1) {
      const originals = count > ALL_REAL && index % REAL_AMONG > 0 ? built : recorded;
      const original = originals[index % originals.length];
      if (original === undefined) continue;
      const file = `${original.kind}-${String(index).padStart(5, '0')}.tar.gz`;
      writeFileSync(join(this.#directory, file), named(original.content, file));
      this.#verdicts.set(this.#place + file, original.verdict);
    }
    const bad = [
      Buffer.from('no archive at all. '.repeat(100)),
      gzipSync(Buffer.alloc(300 * 1024 ** 2)),
      Buffer.alloc(0),
    ];
    const costly = hostileArchives(COSTLY_MEGABYTES).filter(({ name }) => COSTLY.test(name));
    const names = Array.from({ length: 10_000 }, (_, index) => `hostile-${index}.tar.gz`)
      .filter((name) => shardIndexOf(this.#place + name, shards) === poisoned)
      .slice(0, bad.length + costly.length);
    for (const [index, content] of bad.entries()) writeFileSync(join(this.#directory, names[index] ?? ''), content);
    for (const [index, archive] of costly.entries()) {
      await writeHostileArchive(archive, join(this.#directory, names[bad.length + index] ?? ''));
    }
  }

  /** Each archive's path and its verdict, sorted; null: any verdict will do, because the archive is made to harm us. */
  verdicts(): [path: string, verdict: string | null][] {
    const paths = readdirSync(this.#directory).map((name) => this.#place + name);
    return paths.sort().map((path) => [path, this.#verdicts.get(path) ?? null]);
  }
}

/** The same archive with a name in the header of gzip, which gives it another digest. */
function named(archive: Buffer, name: string): Buffer {
  const header = Buffer.from(archive.subarray(0, GZIP_HEADER_BYTES));
  if (header[3] !== 0) throw new Error('expected an archive without a name in the header of gzip, found one');
  header[3] = HAS_NAME;
  return Buffer.concat([header, Buffer.from(`${name}\0`), archive.subarray(GZIP_HEADER_BYTES)]);
}
