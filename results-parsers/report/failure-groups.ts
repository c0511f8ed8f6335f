import type { Finding } from '../documents/verdict/finding.ts';
import type { FailureKind } from '../documents/verdict/reachability-failure.ts';
import type { SpecVerdict } from '../documents/verdict/verdict.ts';
import { failureKind, failureKinds, failureWords } from '../verdict/failure-summary.ts';
import { deniesByDefault } from '../verdict/nothing-enforced.ts';

const MEANINGS: Readonly<Record<FailureKind, string>> = {
  leak: ': what should be blocked was open',
  both: ': some of what should be blocked was open, some of what should be open was blocked',
  blocked: ': what should be open was blocked',
  environment: ': a step that its probes depend on failed',
  unknown: '',
};

/** Specs whose failures mean the same. */
export type FailureGroup = {
  kind: FailureKind;
  /** `3 leaked (security): what should be blocked was open`. */
  heading: string;
  /** What is to be done, once for all. */
  remedies: string[];
  /** Where the remedy is, for formats that do not show the findings beside the failures. */
  pointers: string[];
  specs: SpecVerdict[];
};

/**
 * Failed specs, grouped by what their failures mean, the most important and informative first. `findings` are those of the clause: a spec that
 * is explained by a finding from which others follow has no remedy of its own.
 */
export function failureGroups(failed: readonly SpecVerdict[], findings: readonly Finding[]): FailureGroup[] {
  const ended = failed.filter(wasEnded);
  const explained = explainedBy(findings);
  return [
    ...groupsByKind(
      failed.filter((spec) => !wasEnded(spec)),
      explained,
    ),
    ...groupOfEnded(ended),
  ];
}

/** The specs of findings from which others follow. */
function explainedBy(findings: readonly Finding[]): ReadonlySet<string> {
  const causes = new Set(findings.flatMap(({ followsFrom = [] }) => followsFrom));
  return new Set(findings.filter(({ code }) => causes.has(code)).flatMap(({ specs }) => specs));
}

const EXPLAINED = 'First remove the cause that is named with the verdict, then run again.';
const FLAKY = 'It passed when it was retried: find out whether the cluster is overloaded, or enforces policies slowly.';

function pointerFor({ name, outcome }: SpecVerdict, explained: ReadonlySet<string>): string | undefined {
  if (explained.has(name)) return EXPLAINED;
  return outcome === 'flaky' ? FLAKY : undefined;
}

/** Ended from outside before it probed anything: there is no failure to explain, and a finding names what ended it. */
function wasEnded(spec: SpecVerdict): boolean {
  return (spec.outcome === 'interrupted' || spec.outcome === 'timed-out') && failureKind(spec) === 'unknown';
}

function groupOfEnded(specs: SpecVerdict[]): FailureGroup[] {
  if (specs.length === 0) return [];
  return [
    {
      kind: 'unknown',
      heading: `${specs.length} ended before ${specs.length === 1 ? 'it' : 'they'} could finish`,
      remedies: [],
      pointers: [],
      specs,
    },
  ];
}

function groupsByKind(failed: readonly SpecVerdict[], explained: ReadonlySet<string>): FailureGroup[] {
  return failureKinds.flatMap((kind) => {
    const specs = failed.filter((spec) => failureKind(spec) === kind).sort(byTelling);
    if (specs.length === 0) return [];
    const heading = `${specs.length} ${failureWords[kind]}${MEANINGS[kind]}`;
    const left = specs.filter((spec) => pointerFor(spec, explained) === undefined);
    const remedies = [...new Set(left.flatMap(({ explanation }) => explanation?.remedy ?? []))];
    const pointers = [...new Set(specs.flatMap((spec) => pointerFor(spec, explained) ?? []))];
    return [{ kind, heading, remedies, pointers, specs }];
  });
}

const WITHOUT_EXPLANATION: ReadonlySet<SpecVerdict['outcome']> = new Set(['skipped', 'missing', 'waived']);

/** Whether there is a failure to explain; skipped or unreadable specs have none, and waived ones are only mentioned. */
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
