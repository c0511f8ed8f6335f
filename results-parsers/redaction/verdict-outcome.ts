import { ScsNetworkingError } from '../core/errors.ts';
import type { Verdict } from '../documents/verdict/verdict.ts';

/** The result of evaluating an archive, as text to compare: all that a verdict decides, or why there is none. */
export async function outcomeOf(evaluate: () => Promise<Verdict>): Promise<string> {
  try {
    return decisionsOf(await evaluate());
  } catch (error) {
    if (!(error instanceof ScsNetworkingError)) throw error;
    return `${error.code}: ${error.message}`;
  }
}

/** Without texts, which name sizes and digests, and without the notes that the archive is redacted. */
function decisionsOf({ verdict, clauses, specs, waivers, subject, run, summary }: Verdict): string {
  return JSON.stringify({
    verdict,
    summary,
    clauses: clauses.map(({ id, outcome, findings }) => ({
      id,
      outcome,
      findings: findings
        .filter(({ code }) => code !== 'archive-redacted')
        .map(({ code, effect, specs: named }) => ({ code, effect, specs: named })),
    })),
    specs: specs.map(({ name, outcome, outcomeBeforeWaivers, waivedBy }) => [
      name,
      outcome,
      outcomeBeforeWaivers,
      waivedBy,
    ]),
    waivers: waivers.map(({ id, status }) => [id, status]),
    plugin: [subject.cni.name, subject.cni.version],
    version: subject.serverVersion,
    run: [run.startedAt, run.endedAt, run.ending],
  });
}
