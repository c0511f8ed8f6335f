import { execa } from 'execa';
import * as z from 'zod';
import type { ClusterAccess } from '../access/access.ts';
import { archiveRun, type Run } from './archived-run.ts';
import { CLI } from './command-line.ts';

/** The part of the verdict document that these tests use. */
const Verdict = z.object({
  verdict: z.enum(['compliant', 'non-compliant', 'inconclusive']),
  clauses: z.array(
    z.object({
      id: z.string(),
      outcome: z.string(),
      findings: z.array(z.object({ code: z.string(), text: z.string() })),
    }),
  ),
  specs: z.array(z.object({ name: z.string(), outcome: z.string() })),
  checks: z.array(z.object({ id: z.string(), answer: z.string(), text: z.string() })),
});
export type SeenVerdict = z.infer<typeof Verdict>;

/** Runs a plugin and evaluates its archive. */
export async function play(access: ClusterAccess, run: Run): Promise<SeenVerdict> {
  await archiveRun(access, run);
  return (await evaluate(run.archive)).verdict;
}

const EXIT_CODES = { compliant: 0, 'non-compliant': 3, inconclusive: 112 } as const;

/** Evaluates an archive with the built command line and additional flags, like a pipeline. */
export async function evaluate(
  archive: string,
  flags: readonly string[] = [],
): Promise<{ verdict: SeenVerdict; text: string }> {
  const json = await execa('node', [CLI, 'evaluate', ...flags, '--format', 'json', archive], { reject: false });
  const text = await execa('node', [CLI, 'evaluate', ...flags, archive], { reject: false });
  const verdict = Verdict.parse(JSON.parse(json.stdout));
  if (json.exitCode !== EXIT_CODES[verdict.verdict] || text.exitCode !== json.exitCode) {
    throw new Error(`exit codes ${json.exitCode} and ${text.exitCode} do not mean ${verdict.verdict}`);
  }
  return { verdict, text: text.stdout };
}

/** The outcome of a clause. */
export function outcomeOf(verdict: SeenVerdict, clause: string): string | undefined {
  return verdict.clauses.find(({ id }) => id === clause)?.outcome;
}

/** The codes of the findings about the NetworkPolicy clause. */
export function findingCodes(verdict: SeenVerdict): string[] | undefined {
  return verdict.clauses.find(({ id }) => id === 'network-policy')?.findings.map(({ code }) => code);
}

export function specsWith(verdict: SeenVerdict, outcome: string): string[] {
  return verdict.specs.filter((spec) => spec.outcome === outcome).map((spec) => spec.name);
}
