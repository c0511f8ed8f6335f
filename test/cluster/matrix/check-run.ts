import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readDeclarations } from '../../../results-parsers/declarations/read-declarations.ts';
import type { FindingCode } from '../../../results-parsers/documents/verdict/finding.ts';
import type { Verdict } from '../../../results-parsers/documents/verdict/verdict.ts';
import { evaluateArchive } from '../../../results-parsers/evaluate/evaluate-archive.ts';
import { packageVersion } from '../../../src/runner/package-version.ts';
import type { ClusterAccess } from '../access/access.ts';
import { archiveRun } from '../sonobuoy/archived-run.ts';

const DECLARATIONS = join(import.meta.dirname, '../../../plugin/declarations.example.yaml');

/** These runs are not about the specs; one quick spec is enough. */
const FOCUS = 'Netpol API should support creating NetworkPolicy API operations';

/**
 * Runs the plugin with some of its checks and one quick spec, and judges the archive.
 *
 * @param checks ids or clauses
 * @param file path at which the archive is kept
 * @param isDeclared whether plugin/declarations.example.yaml is given to the evaluation
 */
export async function runChecks(
  access: ClusterAccess,
  checks: readonly string[],
  file: string,
  isDeclared = false,
): Promise<Verdict> {
  const settings = { SCS_FOCUS: FOCUS, SCS_CHECKS: checks.join(',') };
  await archiveRun(access, { settings, minutes: 30, archive: file });
  return await evaluateArchive(createReadStream(file), {
    archiveName: 'archive.tar.gz',
    toolVersion: packageVersion,
    ...(isDeclared
      ? { declarations: readDeclarations(await readFile(DECLARATIONS), 'declarations.example.yaml') }
      : {}),
  });
}

/** The codes of the findings of all clauses. */
export function codesIn({ clauses }: Verdict): ReadonlySet<FindingCode> {
  return new Set(clauses.flatMap(({ findings }) => findings.map(({ code }) => code)));
}

/** @returns a problem if a run left objects in the cluster, or may have */
export function remainsIn(verdict: Verdict): string[] {
  const codes = codesIn(verdict);
  return codes.has('objects-left') || codes.has('cleanup-unknown') ? ['expected nothing to be left behind'] : [];
}
