import type { Verdict } from '../documents/verdict/verdict.ts';
import { type DocumentDifference, documentDifferences } from './document-differences.ts';
import type { Written } from './read-verdict.ts';

/** What is known of an archive before it is read. */
export type ArchiveIdentity = Pick<Verdict['archive'], 'bytes' | 'sha256'>;

/**
 * Whether an archive gives a verdict.
 *
 * - `reproduced`: byte for byte, but for the version of the tool.
 * - `other-archive`: it is of another archive, so nothing was compared.
 * - `not-reproduced`: the same version of the tool says something else.
 * - `undecided`: another version of the tool says something else, which may be due to the tool.
 */
export type Verification =
  | { outcome: 'reproduced'; toolVersion: string }
  | { outcome: 'other-archive'; found: ArchiveIdentity }
  | {
      outcome: 'not-reproduced' | 'undecided';
      toolVersion: string;
      /** Empty: the document says the same in other bytes. */
      differences: DocumentDifference[];
      more: number;
    };

/** A longer list would hide what matters. */
const MOST_DIFFERENCES = 20;

/** Undefined: it is the archive that the verdict is of. */
export function otherArchive({ verdict }: Written, found: ArchiveIdentity): Verification | undefined {
  return verdict.archive.sha256 === found.sha256 ? undefined : { outcome: 'other-archive', found };
}

/** Compares a whole document, not only the verdict in it, with what its archive and its recorded inputs give now. */
export function verification(written: Written, recomputed: Verdict): Verification {
  const other = otherArchive(written, recomputed.archive);
  if (other !== undefined) return other;
  const { version } = recomputed.tool;
  const expected = written.render({ ...recomputed, tool: written.verdict.tool });
  if (expected === written.text) return { outcome: 'reproduced', toolVersion: version };
  return {
    outcome: version === written.verdict.tool.version ? 'not-reproduced' : 'undecided',
    toolVersion: version,
    ...documentDifferences(JSON.parse(written.text), JSON.parse(expected), MOST_DIFFERENCES),
  };
}
