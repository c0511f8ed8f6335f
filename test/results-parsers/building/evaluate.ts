import {
  type DirectoryEntry,
  type EvaluationOptions,
  evaluateArchive,
  evaluateDirectory,
  type Finding,
  type Verdict,
} from '../../../results-parsers/index.ts';
import { type ArchiveFiles, packed } from './sonobuoy.ts';
import { streamed } from './tar.ts';

export type Options = Partial<EvaluationOptions>;

const defaults = { archiveName: 'archive.tar.gz', toolVersion: '0.0.0-test' };

export async function evaluateBytes(bytes: Uint8Array, plugin?: string, options: Options = {}): Promise<Verdict> {
  return await evaluateArchive(streamed(bytes), {
    ...defaults,
    ...(plugin === undefined ? {} : { plugin }),
    ...options,
  });
}

export async function evaluateFiles(files: ArchiveFiles, plugin?: string, options: Options = {}): Promise<Verdict> {
  return await evaluateBytes(packed(files), plugin, options);
}

export async function evaluateEntries(entries: AsyncIterable<DirectoryEntry>, options: Options = {}): Promise<Verdict> {
  return await evaluateDirectory(entries, { ...defaults, ...options });
}

/** The findings about the MUST clause. */
export function mustFindings(verdict: Verdict): Finding[] {
  return verdict.clauses.find(({ level }) => level === 'MUST')?.findings ?? [];
}

export function codesOf(verdict: Verdict): string[] {
  return mustFindings(verdict).map(({ code }) => code);
}
