import type { ArchiveReading, OpenFile } from '../archive/archive-reading.ts';
import { readArchive } from '../archive/read-archive.ts';
import { type DirectoryEntry, readDirectory } from '../archive/read-directory.ts';
import type { FileSink } from '../archive/tar-reader.ts';
import { ScsNetworkingError } from '../errors.ts';
import { defaultLimits, type EvaluationLimits } from '../limits.ts';
import { judgedPlugins } from '../sonobuoy/choose-plugin.ts';
import { type Digest, digested } from '../sonobuoy/digest.ts';
import { placeOf } from '../sonobuoy/layout.ts';
import { KEPT_VARIABLES, keptOf } from './kept-documents.ts';
import { REDACTION_FILE, Redaction } from './redaction.ts';
import { type Fate, fateOf } from './redaction-plan.ts';
import { reduced } from './reduced-document.ts';
import { END_OF_TAR, tarFile } from './tar-writer.ts';

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

type Seen = { path: string; fate: Fate; digest: Digest; content: Buffer };

async function redact(
  { toolVersion, plugin, limits = {} }: RedactionOptions,
  read: (open: OpenFile, limits: EvaluationLimits) => Promise<ArchiveReading>,
): Promise<RedactedArchive> {
  const wanted = (name: string): boolean => (plugin === undefined ? judgedPlugins.includes(name) : name === plugin);
  const seen: Seen[] = [];
  const reading = await read(({ path }) => sinkOf(path, fateOf(path, wanted), seen), { ...defaultLimits, ...limits });
  refuseDamaged(reading);
  // Whatever the order in which they came.
  seen.sort((a, b) => (a.path < b.path ? -1 : 1));
  const kept = seen
    .filter(({ fate }) => fate.kind !== 'remove')
    .map((file) => ({ ...file, after: contentAfter(file) }));
  if (kept.length === 0 || reading.container === 'file') throw unusable('a Sonobuoy archive', 'nothing of one');
  const changed = kept.filter(({ content, after }) => !content.equals(after));
  const redaction = Redaction.parse({
    apiVersion: 'scs-networking/v1',
    kind: 'Redaction',
    tool: { name: 'scs-networking', version: toolVersion },
    archive: { container: reading.container, bytes: reading.bytes, sha256: reading.sha256 },
    plugins: pluginsIn(seen),
    reduced: changed.map(({ path, digest }) => ({ path, ...digest })),
    removed: seen.filter(({ fate }) => fate.kind === 'remove').map(({ path, digest }) => ({ path, ...digest })),
  } satisfies Redaction);
  const record = Buffer.from(`${JSON.stringify(redaction, null, 2)}\n`);
  const files = [...kept, { path: REDACTION_FILE, after: record }];
  return { redaction, tar: [...files.flatMap(({ path, after }) => tarFile(path, after)), END_OF_TAR] };
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
const UNREADABLE = Buffer.from('removed: it is no JSON\n');
const EMPTY_LIST = Buffer.from('[]\n');

function contentAfter({ fate, content }: Seen): Buffer {
  if (fate.kind === 'name') return EMPTY_LIST;
  if (fate.kind !== 'reduce') return content;
  let document: unknown;
  try {
    document = JSON.parse(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(content));
  } catch {
    return UNREADABLE;
  }
  const part = reduced(document, keptOf(document, fate.kept));
  return Buffer.from(`${JSON.stringify(fate.onlyKnownVariables ? withKnownVariables(part) : part)}\n`);
}

/** Of an environment, the variables that say what was run. */
function withKnownVariables(part: unknown): unknown {
  return JSON.parse(JSON.stringify(part), (_key, value: unknown) =>
    Array.isArray(value) ? value.filter((variable) => KEPT_VARIABLES.test(String(variable?.name))) : value,
  );
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
