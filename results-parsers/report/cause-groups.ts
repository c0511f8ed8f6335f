import type { Effect, Finding } from '../verdict/finding.ts';

/** A finding that stands by itself, and what follows from it. */
export type CauseGroup = {
  cause: Finding;
  consequences: Finding[];
  /** The strongest effect of them all: what only explains a failure stands where the failure would. */
  effect: Effect;
};

const STRONGEST_FIRST: readonly Effect[] = ['fails', 'voids', 'undetermines', 'advises'];

/** Findings under their causes, each once, in the order of the causes. What follows from several causes stands under the first. */
export function causeGroups(findings: readonly Finding[]): CauseGroup[] {
  const causes = findings.filter((finding) => causeOf(finding, findings) === undefined);
  return causes.map((cause) => {
    const consequences = findings.filter((finding) => causeOf(finding, findings) === cause);
    const effects = new Set([cause, ...consequences].map(({ effect }) => effect));
    return { cause, consequences, effect: STRONGEST_FIRST.find((effect) => effects.has(effect)) ?? cause.effect };
  });
}

/** Undefined: it stands by itself, as does what names a cause that is not among the findings. Of several causes with one code it is the last. */
function causeOf({ followsFrom = [] }: Finding, findings: readonly Finding[]): Finding | undefined {
  const [code] = followsFrom.filter((wanted) => findings.some((finding) => finding.code === wanted));
  return findings.findLast((finding) => finding.code === code && (finding.followsFrom ?? []).length === 0);
}
