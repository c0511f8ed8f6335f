import { createHash } from 'node:crypto';
import { type ExceededLimit, ScsNetworkingError } from '../core/errors.ts';
import { readDeclarations } from '../declarations/read-declarations.ts';
import type { Verdict } from '../documents/verdict/verdict.ts';
import type { EvaluationOptions } from '../evaluate/evaluate-archive.ts';
import { defaultLimits, type EvaluationLimits } from '../sonobuoy/limits.ts';
import { defaultWaivers } from '../waivers/default-profile.ts';
import { readWaivers } from '../waivers/read-waivers.ts';
import type { WaiverSet } from '../waivers/waiver.ts';
import type { Written } from './read-verdict.ts';

/** A file of waivers or of declarations as somebody hands it in. */
export type GivenFile = { name: string; bytes: Uint8Array };

export type GivenInputs = {
  waivers: readonly GivenFile[];
  /** At most one. */
  declarations: readonly GivenFile[];
  /** The limits that the caller allows; those that are not among them must be the default ones. */
  limits: Partial<EvaluationLimits>;
};

/**
 * The options with which the verdict was reached. Of files of waivers and of declarations it records the digests alone: they have to be
 * given again, whatever their names are now. The archive's name and source are inputs, too.
 *
 * Throws `USAGE` if other files are given than the verdict rests on, and for limits that the caller does not allow: who
 * wrote the verdict may be who made the archive. Higher limits can cost too much, lower ones can keep evidence from being read.
 */
export function recordedInputs(verdict: Recorded, given: GivenInputs): Omit<EvaluationOptions, 'toolVersion'> {
  const { plugin, kubernetes, limits, asOf, strictFlakes, extended } = verdict.inputs;
  return {
    archiveName: verdict.archive.name,
    ...(verdict.archive.source === undefined ? {} : { source: verdict.archive.source }),
    ...(plugin === null ? {} : { plugin }),
    ...(kubernetes === undefined ? {} : { kubernetes }),
    limits: allowedLimits(limits, given.limits),
    waivers: [...(verdict.inputs.defaultWaivers ? [defaultWaivers] : []), ...waiverSets(verdict, given.waivers)],
    ...declarationSet(verdict, given.declarations),
    ...(asOf === null ? {} : { asOf }),
    strictFlakes,
    extended,
  };
}

type Recorded = Written['verdict'];

function allowedLimits(
  recorded: Verdict['inputs']['limits'],
  allowed: Partial<EvaluationLimits>,
): Partial<EvaluationLimits> {
  const known: Partial<EvaluationLimits> = {};
  for (const [limit, value] of Object.entries(recorded)) {
    // From another version of the tool: the recomputed document differs at least by not having it.
    if (!isLimit(limit)) continue;
    const bounds = [defaultLimits[limit], allowed[limit] ?? defaultLimits[limit]];
    if (value < Math.min(...bounds) || value > Math.max(...bounds)) {
      throw usage(
        `expected the default limits, found ${limit} of ${value} (default: ${defaultLimits[limit]}) in the verdict`,
        { name: limit, needed: value },
      );
    }
    known[limit] = value;
  }
  return known;
}

function isLimit(name: string): name is keyof EvaluationLimits {
  return Object.hasOwn(defaultLimits, name);
}

function waiverSets(verdict: Recorded, files: readonly GivenFile[]): WaiverSet[] {
  const found = recordedFiles(verdict.inputs.waivers, files, 'waivers');
  return found.map(({ source, bytes }) => readWaivers(bytes, source));
}

function declarationSet(verdict: Recorded, files: readonly GivenFile[]): Pick<EvaluationOptions, 'declarations'> {
  const { declarations } = verdict.inputs;
  const [found] = recordedFiles(declarations === null ? [] : [declarations], files, 'declarations');
  return found === undefined ? {} : { declarations: readDeclarations(found.bytes, found.source) };
}

type RecordedFile = { source: string; sha256: string };

/** Throws `USAGE` if other files are given than those that are recorded. */
function recordedFiles(
  recorded: readonly RecordedFile[],
  files: readonly GivenFile[],
  kind: 'waivers' | 'declarations',
): { source: string; bytes: Uint8Array }[] {
  const byDigest = new Map(files.map((file) => [digestOf(file), file]));
  const missing = recorded.filter(({ sha256 }) => !byDigest.has(sha256));
  const others = [...byDigest].filter(([sha256]) => recorded.every((set) => set.sha256 !== sha256));
  if (missing.length + others.length > 0) {
    const expected = missing.map(({ source, sha256 }) => `${source} (SHA-256 ${sha256})`);
    const found = others.map(([sha256, { name }]) => `${name} (SHA-256 ${sha256})`);
    throw usage(
      `expected the files of ${kind} that the verdict rests on, ${listed(expected, 'and no others')}, found ${listed(found, 'none of these')}; name each one, unchanged, with --${kind}`,
    );
  }
  return recorded.flatMap(({ source, sha256 }) => {
    const file = byDigest.get(sha256);
    return file === undefined ? [] : [{ source, bytes: file.bytes }];
  });
}

function listed(files: readonly string[], nothing: string): string {
  return files.length === 0 ? nothing : files.join(' and ');
}

function digestOf({ bytes }: GivenFile): string {
  return createHash('sha256').update(bytes).digest('hex');
}

function usage(message: string, limit?: ExceededLimit): ScsNetworkingError {
  return new ScsNetworkingError('USAGE', message, limit === undefined ? {} : { limit });
}
