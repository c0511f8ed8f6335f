import type { Effect, Finding } from '../documents/verdict/finding.ts';

/** A finding that does not follow from another, and what follows from it. */
export type CauseGroup = {
  cause: Finding;
  consequences: Finding[];
  /** The strongest effect of them all: a finding that explains a failure takes the failure's place. */
  effect: Effect;
};

const STRONGEST_FIRST: readonly Effect[] = ['fails', 'voids', 'undetermines', 'advises'];

/** Findings under their causes, each once, in the order of the causes. What follows from several causes stands under the first. */
export function causeGroups(findings: readonly Finding[]): CauseGroup[] {
  const codes = new Set(findings.map(({ code }) => code));
  // Of several with one code the last.
  const standing = new Map(
    findings.filter(({ followsFrom = [] }) => followsFrom.length === 0).map((finding) => [finding.code, finding]),
  );
  // It has no cause; neither has a finding that names only causes that are not among the findings.
  const causeOf = ({ followsFrom = [] }: Finding): Finding | undefined => {
    const first = followsFrom.find((code) => codes.has(code));
    return first === undefined ? undefined : standing.get(first);
  };
  const byCause = Map.groupBy(findings, causeOf);
  return (byCause.get(undefined) ?? []).map((cause) => {
    const consequences = byCause.get(cause) ?? [];
    const effects = new Set([cause, ...consequences].map(({ effect }) => effect));
    return { cause, consequences, effect: STRONGEST_FIRST.find((effect) => effects.has(effect)) ?? cause.effect };
  });
}
