import { zstdCompressSync, zstdDecompressSync } from 'node:zlib';
import { Verdict } from '../../../results-parsers/documents/verdict/verdict.ts';
import { verdictLine } from '../../../results-parsers/documents/verdict/verdict-json.ts';

/** A verdict as it is kept for later calls. */
export type KeptVerdict = {
  sha256: string;
  /** The outcomes that matter to people, on a line that can be compared. */
  gist: string;
  /** The document, packed to some 5 kB. */
  document: Uint8Array;
};

export function packedVerdict(verdict: Verdict): KeptVerdict {
  return {
    sha256: verdict.archive.sha256,
    gist: gistOf(verdict),
    document: zstdCompressSync(verdictLine(verdict)),
  };
}

/** The verdict on an archive that has another name now; null: this was not packed by `packedVerdict`. */
export function unpackedVerdict(
  document: Uint8Array,
  { name, source }: { name: string; source: string | undefined },
): Verdict | null {
  try {
    const verdict = Verdict.parse(JSON.parse(zstdDecompressSync(document).toString('utf8')));
    const { name: _name, source: _source, ...archive } = verdict.archive;
    return { ...verdict, archive: { name, ...(source === undefined ? {} : { source }), ...archive } };
  } catch {
    return null;
  }
}

/** `compliant with 3 waived; network-policy satisfied, ingress undetermined`. */
function gistOf({ verdict, summary, clauses }: Verdict): string {
  const waived = summary.waived > 0 ? ` with ${summary.waived} waived` : '';
  return `${verdict}${waived}; ${clauses.map(({ id, outcome }) => `${id} ${outcome}`).join(', ')}`;
}
