import type { Position } from '../documents/position.ts';
import type { SpecVerdict } from '../documents/verdict/verdict.ts';
import { wrapped } from './layout.ts';

const TAG_OF_ALL = / \[Feature:NetworkPolicy\]$/;

/** Specs without a failure to explain at length, under their container: its text and that of a spec make the full name. */
export function specLines(specs: readonly SpecVerdict[], indent: string): string[] {
  const containers = Map.groupBy(specs, ({ name }) => splitName(name).container);
  return [...containers].flatMap(([container, members]) => containerLines(container, members, indent));
}

function containerLines(container: string, specs: readonly SpecVerdict[], indent: string): string[] {
  const reasons = new Set(specs.map(reasonOf));
  const [shared] = reasons;
  const common = specs.length > 1 && reasons.size === 1 ? shared : undefined;
  return [
    '',
    ...wrapped(container, indent),
    ...(common ? wrapped(`each: ${common}`, `${indent}  `) : []),
    ...specs.flatMap((spec) => [
      ...wrapped(splitName(spec.name).leaf, `${indent}  - `),
      ...(common || reasonOf(spec) === '' ? [] : wrapped(reasonOf(spec), `${indent}      `)),
      ...(spec.exercises === null ? [] : wrapped(`exercises ${spec.exercises}`, `${indent}      `)),
    ]),
  ];
}

/** For a waived spec also how it ended: being skipped is not failing. */
function reasonOf(spec: SpecVerdict): string {
  const failure = connectionsOf(spec) ?? firstLineOf(spec);
  const ended = spec.outcome === 'waived' ? joined([spec.outcomeBeforeWaivers, failure], ': ') : failure;
  return joined([ended, attemptsOf(spec)], '; ');
}

function joined(parts: readonly string[], separator: string): string {
  return parts.filter((part) => part !== '').join(separator);
}

/** What was wrong with the connections, if the spec failed by them. */
function connectionsOf({ explanation }: SpecVerdict): string | undefined {
  if (explanation === null || explanation.kind === 'environment' || explanation.kind === 'unknown') return undefined;
  return explanation.phrases[0];
}

/** The evidence's reason why the spec did not pass. */
export function firstLineOf({ failure }: SpecVerdict): string {
  const [line = ''] = failure?.split('\n') ?? [];
  return line;
}

/** Where to read about a spec's failure: its last attempt may have passed. Undefined: there is no attempt. */
export function failureEvidence({ attempts }: SpecVerdict): Position | undefined {
  return (attempts.findLast(({ outcome }) => outcome !== 'passed' && outcome !== 'skipped') ?? attempts.at(-1))
    ?.evidence;
}

/** How a spec that ran more than once ended each time. */
export function attemptsOf({ attempts }: SpecVerdict): string {
  const retried = attempts.some(({ failedTries }) => failedTries !== null);
  if (attempts.length < 2 && !retried) return '';
  return `attempts: ${attempts.map(attemptInWords).join(', ')}`;
}

function attemptInWords({ outcome, failedTries }: SpecVerdict['attempts'][number]): string {
  if (failedTries === null) return outcome;
  const times = failedTries.count === 1 ? 'a try that failed' : `${failedTries.count} tries that failed`;
  return `${outcome} after ${times}`;
}

/** Ginkgo's leaf texts in this suite all begin with `should`. */
export function splitName(name: string): { container: string; leaf: string } {
  const at = name.indexOf(' should ');
  return at < 0
    ? { container: 'Specs', leaf: name }
    : { container: name.slice(0, at), leaf: name.slice(at + 1).replace(TAG_OF_ALL, '') };
}
