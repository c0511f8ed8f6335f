import { describe, expect, test } from '@jest/globals';
import type { Verdict, VerdictWord } from '../../../results-parsers/index.ts';
import { entriesOf } from './directory.ts';
import { codesOf, evaluateBytes, evaluateEntries } from './evaluate.ts';
import { type ArchiveFiles, packed, requiredCases, upstreamArchive } from './sonobuoy.ts';
import { type TarMember, tarOf } from './tar.ts';

/** A shape of archive, and everything that reports say about it. */
export type Golden = [shape: string, given: () => Promise<Verdict>, verdict: VerdictWord, codes: string[]];

const [first, ...others] = requiredCases();

/** The required specs, the first of which failed. */
export const name: string = first?.name ?? '';
export const failing = [{ name, state: 'failed' as const }, ...others];

export function packing(files: ArchiveFiles): () => Promise<Verdict> {
  return () => evaluateBytes(packed(files));
}

export function unpacked(files: ArchiveFiles): () => Promise<Verdict> {
  return () => evaluateEntries(entriesOf(files));
}

export function asTar(files: ArchiveFiles): () => Promise<Verdict> {
  return () => evaluateBytes(tarOf(membersOf(files)));
}

export function withFile(path: string, content: string): ArchiveFiles {
  return upstreamArchive().set(path, content);
}

/** The archive of the upstream plugin with a byte that is not valid in UTF-8 near the end of one file. */
export function withInvalidUtf8(path: string): () => Promise<Verdict> {
  const changed = membersOf(upstreamArchive()).map((member) => {
    const content = Buffer.from(member.content ?? '');
    const at = content.length - 2;
    return member.path === path
      ? { ...member, content: Buffer.concat([content.subarray(0, at), Buffer.from([0xff]), content.subarray(at)]) }
      : member;
  });
  return () => evaluateBytes(tarOf(changed));
}

function membersOf(files: ArchiveFiles): TarMember[] {
  return [...files].map(([path, content]) => ({ path, content }));
}

export function expectGolden(group: string, goldens: readonly Golden[]): void {
  describe(`the golden verdict on ${group}`, () => {
    test.each([...goldens])('%s', async (_shape, given, verdict, codes) => {
      const reached = await given();
      expect(codesOf(reached)).toEqual(codes);
      expect(reached.verdict).toBe(verdict);
    });
  });
}
