import { evaluateArchive, type Finding, type Verdict } from '../../../results-parsers/index.ts';
import { type ArchiveFiles, packed } from './sonobuoy.ts';
import { streamed } from './tar.ts';

export async function evaluateBytes(bytes: Uint8Array, plugin?: string): Promise<Verdict> {
  return await evaluateArchive(streamed(bytes), {
    archiveName: 'archive.tar.gz',
    toolVersion: '0.0.0-test',
    ...(plugin === undefined ? {} : { plugin }),
  });
}

export async function evaluateFiles(files: ArchiveFiles, plugin?: string): Promise<Verdict> {
  return await evaluateBytes(packed(files), plugin);
}

/** What was found about the MUST clause. */
export function mustFindings(verdict: Verdict): Finding[] {
  return verdict.clauses.find(({ level }) => level === 'MUST')?.findings ?? [];
}

export function codesOf(verdict: Verdict): string[] {
  return mustFindings(verdict).map(({ code }) => code);
}
