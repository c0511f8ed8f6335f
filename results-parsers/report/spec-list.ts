import type { SpecVerdict } from '../verdict/verdict.ts';
import { wrapped } from './layout.ts';

const TAG_OF_ALL = / \[Feature:NetworkPolicy\]$/;

/** Specs under the container that they share; the text of the container and of a spec make its full name. */
export function specLines(specs: readonly SpecVerdict[], indent: string): string[] {
  const containers = Map.groupBy(specs, ({ name }) => splitName(name).container);
  return [...containers].flatMap(([container, members]) => containerLines(container, members, indent));
}

function containerLines(container: string, specs: readonly SpecVerdict[], indent: string): string[] {
  const reasons = new Set(specs.map(reasonOf));
  const [shared] = reasons;
  const common = specs.length > 1 && reasons.size === 1 ? shared : undefined;
  return [
    ...wrapped(container, indent),
    ...(common ? wrapped(`each: ${common}`, `${indent}  `) : []),
    ...specs.flatMap((spec) => [
      ...wrapped(splitName(spec.name).leaf, `${indent}  - `),
      ...(common || reasonOf(spec) === '' ? [] : wrapped(reasonOf(spec), `${indent}      `)),
      ...(spec.exercises === null ? [] : wrapped(`exercises ${spec.exercises}`, `${indent}      `)),
    ]),
  ];
}

/** Of a waived spec also how it ended: to be skipped is not to fail. */
function reasonOf(spec: SpecVerdict): string {
  const reason = failureOf(spec);
  if (spec.outcome !== 'waived') return reason;
  return `${spec.outcomeBeforeWaivers}${reason === '' ? '' : `: ${reason}`}`;
}

function failureOf({ failure, attempts }: SpecVerdict): string {
  const [reason = ''] = failure?.split('\n') ?? [];
  return attempts.length > 1 && reason !== ''
    ? `${reason} (${attempts.map(({ outcome }) => outcome).join(', ')})`
    : reason;
}

/** Ginkgo's leaf texts in this suite all begin with `should`. */
function splitName(name: string): { container: string; leaf: string } {
  const at = name.indexOf(' should ');
  return at < 0
    ? { container: 'Specs', leaf: name }
    : { container: name.slice(0, at), leaf: name.slice(at + 1).replace(TAG_OF_ALL, '') };
}
