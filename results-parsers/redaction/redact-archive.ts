import type { ArchiveReading, OpenFile } from '../archive/archive-reading.ts';
import { directoryDigest } from '../archive/directory-digest.ts';
import { readArchive } from '../archive/read-archive.ts';
import { type DirectoryEntry, readDirectory } from '../archive/read-directory.ts';
import type { FileSink } from '../archive/tar-reader.ts';
import { ScsNetworkingError } from '../errors.ts';
import { collectorFor, evaluateArchive, verdictFrom } from '../evaluate-archive.ts';
import { defaultLimits, type EvaluationLimits } from '../limits.ts';
import { judgedPlugins } from '../sonobuoy/choose-plugin.ts';
import { clusterPlaceOf } from '../sonobuoy/cluster/cluster-places.ts';
import { type Digest, digested } from '../sonobuoy/digest.ts';
import { placeOf } from '../sonobuoy/layout.ts';
import { DrawnContent } from './drawn-content.ts';
import { keptOf, withKnownVariables } from './kept-documents.ts';
import { REDACTION_FILE, Redaction } from './redaction.ts';
import { type Fate, fateOf } from './redaction-plan.ts';
import { reduced } from './reduced-document.ts';
import { StandInAddresses } from './stand-in-addresses.ts';
import { END_OF_TAR, tarFile } from './tar-writer.ts';
import { outcomeOf } from './verdict-outcome.ts';

export type RedactionOptions = {
  toolVersion: string;
  /** The plugin that is judged. Undefined: `scs-networking` and `e2e`, whichever is there. */
  plugin?: string;
  limits?: Partial<EvaluationLimits>;
};

export type RedactedArchive = { redaction: Redaction; tar: Uint8Array[] };

/**
 * The archive with nothing but what a verdict can rest on, as the parts of a tar, and the record of what was taken out of it. The same
 * archive always gives the same bytes.
 *
 * Throws `INPUT_UNREADABLE` for what is no archive of Sonobuoy's or exceeds a limit, and for one with a problem of its own: a redacted
 * copy would look whole.
 */
export async function redactArchive(
  bytes: AsyncIterable<Uint8Array>,
  options: RedactionOptions,
): Promise<RedactedArchive> {
  return await redact(options, (open, limits) => readArchive(bytes, open, limits));
}

/** Like `redactArchive`, for an unpacked archive. */
export async function redactDirectory(
  entries: AsyncIterable<DirectoryEntry>,
  options: RedactionOptions,
): Promise<RedactedArchive> {
  return await redact(options, (open, limits) => readDirectory(entries, open, limits));
}

type KeptFile = Seen & { after: Buffer };
type Seen = { path: string; fate: Fate; digest: Digest; content: Buffer };

async function redact(
  { toolVersion, plugin, limits = {} }: RedactionOptions,
  read: (open: OpenFile, limits: EvaluationLimits) => Promise<ArchiveReading>,
): Promise<RedactedArchive> {
  const wanted = (name: string): boolean => (plugin === undefined ? judgedPlugins.includes(name) : name === plugin);
  const seen: Seen[] = [];
  const evaluation = { archiveName: 'archive', toolVersion, limits, ...(plugin === undefined ? {} : { plugin }) };
  const collector = collectorFor(evaluation);
  const open: OpenFile = ({ path }) =>
    both(sinkOf(path, fateOf(path, wanted, collector.runNamespace()), seen), collector.open(path));
  const reading = await read(open, { ...defaultLimits, ...limits });
  refuseDamaged(reading);
  // Whatever the order in which they came.
  seen.sort((a, b) => (a.path < b.path ? -1 : 1));
  const configs = seen.filter(({ path }) => placeOf(path).kind === 'config');
  const drawn = new DrawnContent(wanted, limits, configs);
  const standIns = new StandInAddresses();
  const namesTenant = tenantNames(seen);
  const kept: KeptFile[] = seen.flatMap((file) => {
    const isNeedless = namesTenant(file.path) && saysNothing(file, seen, drawn);
    const after = isNeedless ? undefined : contentAfter(file, drawn, standIns);
    return after === undefined ? [] : [{ ...file, after }];
  });
  if (kept.length === 0 || reading.container === 'file') throw unusable('a Sonobuoy archive', 'nothing of one');
  const changed = kept.filter(({ content, after }) => !content.equals(after));
  const redaction = Redaction.parse({
    apiVersion: 'scs-networking/v1',
    kind: 'Redaction',
    tool: { name: 'scs-networking', version: toolVersion },
    archive: { container: reading.container, bytes: reading.bytes, sha256: reading.sha256 },
    plugins: pluginsIn(seen),
    reduced: changed.map(({ path, digest }) => ({ path, ...digest })),
    ...removedFiles(seen, kept),
  } satisfies Redaction);
  const record = Buffer.from(`${JSON.stringify(redaction, null, 2)}\n`);
  const files = [...kept, { path: REDACTION_FILE, after: record }];
  const tar = [...files.flatMap(({ path, after }) => tarFile(path, after)), END_OF_TAR];
  const before = await outcomeOf(async () => verdictFrom(collector, reading, evaluation));
  const after = await outcomeOf(() => evaluateArchive(chunks(tar), evaluation));
  if (before !== after) throw otherVerdict();
  return { redaction, tar };
}

async function* chunks(parts: readonly Uint8Array[]): AsyncGenerator<Uint8Array> {
  yield* parts;
}

function both(one: FileSink, other: FileSink | undefined): FileSink {
  if (other === undefined) return one;
  return {
    write: (bytes) => {
      one.write(bytes);
      other.write(bytes);
    },
    end: () => {
      one.end();
      other.end();
    },
  };
}

/** Rather no copy than one that says something else than the archive. */
function otherVerdict(): ScsNetworkingError {
  return new ScsNetworkingError(
    'INPUT_UNREADABLE',
    'expected an archive whose redacted copy has the same verdict, found one whose copy would have another, as when single files exceed what is read of them; keep the archive itself',
  );
}

/** Keeps the content only of what stays. */
function sinkOf(path: string, fate: Fate, seen: Seen[]): FileSink {
  const parts: Uint8Array[] = [];
  const keeper = { write: (bytes: Uint8Array) => void parts.push(Uint8Array.from(bytes)), end: () => {} };
  return digested(fate.kind === 'remove' || fate.kind === 'name' ? undefined : keeper, (digest) =>
    seen.push({ path, fate, digest, content: Buffer.concat(parts) }),
  );
}

/** Stands for a document that could not be read before, and cannot be read now. */
const UNREADABLE = Buffer.from('removed: it cannot be read\n');
const EMPTY_LIST = Buffer.from('[]\n');

/** Undefined: nothing is kept. */
function contentAfter(file: Seen, drawn: DrawnContent, standIns: StandInAddresses): Buffer | undefined {
  const { path, fate, content } = file;
  switch (fate.kind) {
    case 'remove':
      return undefined;
    case 'name':
      return EMPTY_LIST;
    case 'keep':
      return content;
    case 'reduce': {
      const before = drawn.from(path, content);
      const after = reducedContent(content, fate, standIns);
      return after !== undefined && drawn.from(path, after) === before ? after : UNREADABLE;
    }
    default:
      return fate satisfies never;
  }
}

/** Namespaces of Kubernetes itself and of runs; the name of any other one says who uses the cluster. */
const NO_TENANT = /^(?:default|kube-[a-z-]+|(?:netpol|(?:sctp|udp)-network-policy)-[a-z]-\d+)$/;

/** Whether a path names a namespace that is neither Kubernetes' nor the run's. */
function tenantNames(seen: readonly Seen[]): (path: string) => boolean {
  const own = seen.flatMap(({ path, content }) =>
    placeOf(path).kind === 'config' ? [/"Namespace"\s*:\s*"([^"]+)"/.exec(content.toString('utf8'))?.[1]] : [],
  );
  return (path) => {
    const [, namespace] = /^resources\/ns\/([^/]+)\//.exec(path) ?? [];
    return (
      namespace !== undefined &&
      !own.includes(namespace) &&
      !namespace.includes('sonobuoy') &&
      !NO_TENANT.test(namespace)
    );
  };
}

/** Whether nothing is drawn from a file, or only what the list of API groups shows, too. */
function saysNothing({ path, fate, content }: Seen, seen: readonly Seen[], drawn: DrawnContent): boolean {
  if (fate.kind === 'reduce') return drawn.from(path, content) === drawn.fromNothing();
  const place = clusterPlaceOf(path);
  if (fate.kind !== 'name' || place?.kind !== 'objects') return false;
  const groups = seen.find((file) => clusterPlaceOf(file.path)?.kind === 'server-groups');
  return groups?.content.includes(JSON.stringify(place.group)) ?? false;
}

/** Undefined: it is no JSON. */
function reducedContent(
  content: Buffer,
  fate: Extract<Fate, { kind: 'reduce' }>,
  standIns: StandInAddresses,
): Buffer | undefined {
  let document: unknown;
  try {
    document = JSON.parse(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(content));
  } catch {
    return undefined;
  }
  const part = reduced(document, keptOf(document, fate.kept), (address) => standIns.of(address));
  const known = (key: string, value: unknown): unknown => (key === 'env' ? withKnownVariables(value) : value);
  return Buffer.from(`${JSON.stringify(part, fate.onlyKnownVariables ? known : undefined)}\n`);
}

/** Of what is gone, the paths that the run itself and Sonobuoy give; all others hold names of namespaces, pods or nodes. */
function removedFiles(seen: readonly Seen[], kept: readonly KeptFile[]): Pick<Redaction, 'removed' | 'unlisted'> {
  const stays = new Set(kept.map(({ path }) => path));
  const gone = seen.filter(({ path }) => !stays.has(path));
  const [listed, others] = [true, false].map((isListed) =>
    gone.filter(({ path }) => (placeOf(path).kind !== 'other') === isListed),
  );
  const digests = new Map((others ?? []).map(({ path, digest }) => [path, digest.sha256]));
  return {
    removed: (listed ?? []).map(({ path, digest }) => ({ path, ...digest })),
    unlisted: {
      files: digests.size,
      bytes: (others ?? []).reduce((sum, { digest }) => sum + digest.bytes, 0),
      sha256: directoryDigest(digests),
    },
  };
}

function pluginsIn(seen: readonly Seen[]): string[] {
  const names = seen.flatMap(({ path }) => {
    const place = placeOf(path);
    return place.kind === 'plugin' ? [place.plugin] : [];
  });
  return [...new Set(names)].sort();
}

function refuseDamaged({ problems }: ArchiveReading): void {
  const [problem] = problems;
  if (problem === undefined) return;
  throw unusable('an archive that is whole, for a redacted one would look whole', problem.detail);
}

function unusable(expected: string, found: string): ScsNetworkingError {
  return new ScsNetworkingError(
    'INPUT_UNREADABLE',
    `expected ${expected}, found: ${found}; name the file that \`sonobuoy retrieve\` wrote`,
  );
}
