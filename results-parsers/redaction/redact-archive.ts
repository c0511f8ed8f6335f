import { createHash } from 'node:crypto';
import type { ArchiveReading, OpenFile } from '../archive/archive-reading.ts';
import { type Digest, digested } from '../archive/digest.ts';
import { directoryDigest } from '../archive/directory-digest.ts';
import { documentLimits } from '../archive/json-document.ts';
import { readArchive } from '../archive/read-archive.ts';
import { type DirectoryEntry, readDirectory } from '../archive/read-directory.ts';
import type { FileSink } from '../archive/tar-reader.ts';
import { clusterPlaceOf } from '../cluster/reading/cluster-places.ts';
import { API_VERSION } from '../core/api-version.ts';
import { ScsNetworkingError } from '../core/errors.ts';
import { REDACTION_FILE, Redaction } from '../documents/redaction.ts';
import { collectorFor, evaluateArchive, verdictFrom } from '../evaluate/evaluate-archive.ts';
import type { ArchiveCollector } from '../sonobuoy/archive-collector.ts';
import { judgedPlugins } from '../sonobuoy/choose-plugin.ts';
import { placeOf } from '../sonobuoy/layout.ts';
import { defaultLimits, type EvaluationLimits } from '../sonobuoy/limits.ts';
import { DrawnContent } from './drawn-content.ts';
import { KeptContent } from './kept-content.ts';
import { keptOf, withKnownVariables } from './kept-documents.ts';
import { type Fate, fateOf } from './redaction-plan.ts';
import { reduced } from './reduced-document.ts';
import { StandInAddresses } from './stand-in-addresses.ts';
import { END_OF_TAR, tarFile } from './tar-writer.ts';
import { outcomeOf } from './verdict-outcome.ts';
import { writtenResults } from './written-results.ts';

export type RedactionOptions = {
  toolVersion: string;
  /** The plugin that is judged. Undefined: `scs-networking` and `e2e`, whichever is there. */
  plugin?: string;
  limits?: Partial<EvaluationLimits>;
};

/** `tar` can be read more than once, and is put together each time, because it may be long. */
export type RedactedArchive = { redaction: Redaction; tar: Iterable<Uint8Array> };

/**
 * The archive reduced to what a verdict can rest on, as the parts of a tar, and the record of what was removed. The same
 * archive always gives the same bytes.
 *
 * Throws `INPUT_UNREADABLE` for anything but a Sonobuoy archive, for one that exceeds a limit, and for a damaged one: a redacted
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

type KeptFile = Seen & { after: KeptContent };
type Seen = { path: string; fate: Fate; digest: Digest; content: KeptContent };

async function redact(
  { toolVersion, plugin, limits = {} }: RedactionOptions,
  read: (open: OpenFile, limits: EvaluationLimits) => Promise<ArchiveReading>,
): Promise<RedactedArchive> {
  const wanted = (name: string): boolean => (plugin === undefined ? judgedPlugins.includes(name) : name === plugin);
  const seen: Seen[] = [];
  const evaluation = { archiveName: 'archive', toolVersion, limits, ...(plugin === undefined ? {} : { plugin }) };
  const collector = collectorFor(evaluation);
  const open: OpenFile = (path) =>
    both(sinkOf(path, fateOf(path, wanted, collector.runNamespace()), seen), collector.open(path));
  const reading = await read(open, { ...defaultLimits, ...limits });
  refuseDamaged(reading);
  // In any order.
  seen.sort((a, b) => (a.path < b.path ? -1 : 1));
  const configs = seen
    .filter(({ path, content }) => placeOf(path).kind === 'config' && isReadable(content))
    .map(({ path, content }) => ({ path, content: content.whole() }));
  const drawn = new DrawnContent(wanted, limits, configs);
  const standIns = new StandInAddresses();
  const namesTenant = tenantNames(configs);
  const hasGroup = listedGroups(seen);
  const kept: KeptFile[] = seen.flatMap((file) => {
    const isNeedless = namesTenant(file.path) && saysNothing(file, hasGroup, drawn);
    const after = isNeedless ? undefined : contentAfter(file, drawn, standIns, collector);
    return after === undefined ? [] : [{ ...file, after }];
  });
  if (kept.length === 0 || reading.container === 'file') throw unusable('a Sonobuoy archive', 'nothing of one');
  const changed = kept.filter(({ digest, after }) => digest.sha256 !== sha256Of(after));
  const redaction = Redaction.parse({
    apiVersion: API_VERSION,
    kind: 'Redaction',
    tool: { name: 'scs-networking', version: toolVersion },
    archive: { container: reading.container, bytes: reading.bytes, sha256: reading.sha256 },
    plugins: pluginsIn(seen),
    reduced: changed.map(({ path, digest }) => ({ path, ...digest })),
    ...removedFiles(seen, kept),
  } satisfies Redaction);
  const record = Buffer.from(`${JSON.stringify(redaction, null, 2)}\n`);
  const files = [...kept, { path: REDACTION_FILE, after: KeptContent.of(record) }];
  const tar: Iterable<Uint8Array> = { [Symbol.iterator]: () => tarOf(files) };
  const before = await outcomeOf(async () => verdictFrom(collector, reading, evaluation));
  const after = await outcomeOf(() => evaluateArchive(chunks(tar), evaluation));
  if (before !== after) throw otherVerdict();
  return { redaction, tar };
}

function* tarOf(files: readonly { path: string; after: KeptContent }[]): Generator<Uint8Array> {
  for (const { path, after } of files) yield* tarFile(path, after);
  yield END_OF_TAR;
}

async function* chunks(parts: Iterable<Uint8Array>): AsyncGenerator<Uint8Array> {
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

/** Better no copy than one that differs in meaning from the archive. */
function otherVerdict(): ScsNetworkingError {
  return new ScsNetworkingError(
    'INPUT_UNREADABLE',
    'expected an archive whose redacted copy has the same verdict, found one whose copy would have another, for example because single files exceed their limits; keep the archive itself',
  );
}

const NO_CONTENT = new KeptContent();
const HAS_CONTENT: ReadonlySet<Fate['kind']> = new Set(['keep', 'reduce']);

/** Keeps the content only of what stays. */
function sinkOf(path: string, fate: Fate, seen: Seen[]): FileSink {
  const content = HAS_CONTENT.has(fate.kind) ? new KeptContent() : undefined;
  return digested(content, (digest) => seen.push({ path, fate, digest, content: content ?? NO_CONTENT }));
}

/** Stands for a document that could not be read before, and cannot be read now. */
const UNREADABLE = KeptContent.of(Buffer.from('removed: it cannot be read\n'));
const EMPTY_LIST = KeptContent.of(Buffer.from('[]\n'));
/** A longer document is not read. */
const MOST_BYTES = Math.max(...Object.values(documentLimits).map(({ bytes }) => bytes));

function isReadable({ length }: KeptContent): boolean {
  return length <= MOST_BYTES;
}

function sha256Of(content: KeptContent): string {
  const hash = createHash('sha256');
  for (const chunk of content.chunks()) hash.update(chunk);
  return hash.digest('hex');
}

/** Undefined: nothing is kept. */
function contentAfter(
  file: Seen,
  drawn: DrawnContent,
  standIns: StandInAddresses,
  collector: ArchiveCollector,
): KeptContent | undefined {
  const { path, fate, content } = file;
  switch (fate.kind) {
    case 'remove':
      return undefined;
    case 'name':
      return EMPTY_LIST;
    case 'list':
      return listedBySonobuoy(path, collector);
    case 'keep':
      return content;
    case 'reduce': {
      if (!isReadable(content)) return UNREADABLE;
      const whole = content.whole();
      const after = reducedContent(whole, fate, standIns);
      const isSame = after !== undefined && drawn.from(path, after) === drawn.from(path, whole);
      return isSame ? KeptContent.of(after) : UNREADABLE;
    }
    default:
      return fate satisfies never;
  }
}

function listedBySonobuoy(path: string, collector: ArchiveCollector): KeptContent {
  const results = [...collector.content().plugins.values()].find(
    ({ sonobuoyResults }) => sonobuoyResults?.path === path,
  );
  const listed = results?.sonobuoyResults?.value;
  if (listed === undefined) return UNREADABLE;
  const content = new KeptContent();
  for (const part of writtenResults(listed)) content.write(Buffer.from(part));
  return content;
}

/** Namespaces of Kubernetes itself and of runs; the name of any other one says who uses the cluster. */
const NO_TENANT = /^(?:default|kube-[a-z-]+|(?:netpol|(?:sctp|udp)-network-policy)-[a-z]-\d+)$/;

/** Whether a path names a namespace that is neither Kubernetes' nor the run's. */
function tenantNames(configs: readonly { content: Buffer }[]): (path: string) => boolean {
  const own = configs.map(({ content }) => /"Namespace"\s*:\s*"([^"]+)"/.exec(content.toString('utf8'))?.[1]);
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

/** Whether a file yields nothing, or nothing that the list of API groups does not show as well. */
function saysNothing(
  { path, fate, content }: Seen,
  hasGroup: (group: string) => boolean,
  drawn: DrawnContent,
): boolean {
  if (fate.kind === 'reduce') return isReadable(content) && drawn.from(path, content.whole()) === drawn.fromNothing();
  const place = clusterPlaceOf(path);
  if (fate.kind !== 'name' || place?.kind !== 'objects') return false;
  return hasGroup(place.group);
}

/** Whether the readable part of the list of API groups has a group. */
function listedGroups(seen: readonly Seen[]): (group: string) => boolean {
  const list = seen.find(({ path }) => clusterPlaceOf(path)?.kind === 'server-groups');
  const text = list !== undefined && isReadable(list.content) ? list.content.whole() : Buffer.alloc(0);
  return (group) => text.includes(JSON.stringify(group));
}

/** Undefined: it is not JSON. */
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

/** An honest archive has some hundreds; a list that is longer than documentLimits allow could not be read again. */
const MOST_LISTED = 10_000;

/** The removed paths that the run itself and Sonobuoy chose; all others contain names of namespaces, pods or nodes. */
function removedFiles(seen: readonly Seen[], kept: readonly KeptFile[]): Pick<Redaction, 'removed' | 'unlisted'> {
  const stays = new Set(kept.map(({ path }) => path));
  const gone = seen.filter(({ path }) => !stays.has(path));
  const listed = gone.filter(({ path }) => placeOf(path).kind !== 'other').slice(0, MOST_LISTED);
  const isListed = new Set(listed);
  const others = gone.filter((file) => !isListed.has(file));
  const digests = new Map(others.map(({ path, digest }) => [path, digest.sha256]));
  return {
    removed: listed.map(({ path, digest }) => ({ path, ...digest })),
    unlisted: {
      files: digests.size,
      bytes: others.reduce((sum, { digest }) => sum + digest.bytes, 0),
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
  throw unusable('a whole archive, since a redacted copy would look whole', problem.detail);
}

function unusable(expected: string, found: string): ScsNetworkingError {
  return new ScsNetworkingError(
    'INPUT_UNREADABLE',
    `expected ${expected}, found: ${found}; name the file that \`sonobuoy retrieve\` wrote`,
  );
}
