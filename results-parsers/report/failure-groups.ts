import type { FailureKind } from '../reachability/reachability-failure.ts';
import { failureKind, failureKinds, failureWords } from '../verdict/failure-summary.ts';
import { deniesByDefault } from '../verdict/nothing-enforced.ts';
import type { SpecVerdict } from '../verdict/verdict.ts';

const MEANINGS: Readonly<Record<FailureKind, string>> = {
  leak: ': what should be blocked was open',
  both: ': some of what should be blocked was open, some of what should be open was blocked',
  blocked: ': what should be open was blocked',
  environment: ': the spec could not do what it needs around its probes',
  unknown: '',
};

/** Specs whose failures mean the same. */
export type FailureGroup = {
  kind: FailureKind;
  /** `3 leaked (security): what should be blocked was open`. */
  heading: string;
  /** What is to be done, once for all. */
  remedies: string[];
  specs: SpecVerdict[];
};

/** Specs that failed, by what their failures mean: what matters most, and tells most, first. */
export function failureGroups(failed: readonly SpecVerdict[]): FailureGroup[] {
  const ended = failed.filter(wasEnded);
  return [...groupsByKind(failed.filter((spec) => !wasEnded(spec))), ...groupOfEnded(ended)];
}

/** Ended from outside before it probed anything: there is no failure to understand, and a finding names what ended it. */
function wasEnded(spec: SpecVerdict): boolean {
  return (spec.outcome === 'interrupted' || spec.outcome === 'timed-out') && failureKind(spec) === 'unknown';
}

function groupOfEnded(specs: SpecVerdict[]): FailureGroup[] {
  if (specs.length === 0) return [];
  return [{ kind: 'unknown', heading: `${specs.length} ended before they could finish`, remedies: [], specs }];
}

function groupsByKind(failed: readonly SpecVerdict[]): FailureGroup[] {
  return failureKinds.flatMap((kind) => {
    const specs = failed.filter((spec) => failureKind(spec) === kind).sort(byTelling);
    if (specs.length === 0) return [];
    const heading = `${specs.length} ${failureWords[kind]}${MEANINGS[kind]}`;
    return [
      { kind, heading, remedies: [...new Set(specs.flatMap(({ explanation }) => explanation?.remedy ?? []))], specs },
    ];
  });
}

const WITHOUT_EXPLANATION: ReadonlySet<SpecVerdict['outcome']> = new Set(['skipped', 'missing', 'waived']);

/** Whether there is a failure to explain; what was skipped or cannot be read has none, and what is waived is said briefly. */
export function hasFailed({ failure, outcome }: SpecVerdict): boolean {
  return failure !== null && !WITHOUT_EXPLANATION.has(outcome);
}

/** Specs that deny by default first, then those with the most wrong connections. */
function byTelling(a: SpecVerdict, b: SpecVerdict): number {
  const denying = Number(deniesByDefault(b)) - Number(deniesByDefault(a));
  return denying || wrongConnections(b) - wrongConnections(a) || (a.name < b.name ? -1 : 1);
}

function wrongConnections({ explanation }: SpecVerdict): number {
  return explanation?.reachability?.tries.at(-1)?.wrong ?? 0;
}
