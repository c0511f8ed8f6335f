import { counted } from '../../core/counted.ts';
import type { Probe } from '../../documents/checks/probe.ts';
import type { Judgement, SideJudgement } from '../../policy-model/reachability-model.ts';
import type { JudgedProbe } from './judged-probe.ts';

/** What was observed, and which policies forbid or allow it. */
export function wrongSentence({ probe, judgement, observed, step }: JudgedProbe): string {
  const what = `${step}${connectionOf(probe)} was ${observed}`;
  if (judgement === null) return what;
  return observed === 'open' ? `${what}, though ${whyBlocked(judgement)}` : `${what}, though ${whyAllowed(judgement)}`;
}

function connectionOf({ from, to, protocol, port }: Probe): string {
  return `${from.pod} to ${to.what} on ${protocol} ${port}`;
}

function whyBlocked({ egress, ingress }: Judgement): string {
  const closed = (side: SideJudgement | null, direction: string): string[] =>
    side !== null && side.isolatedBy.length > 0 && side.allowedBy.length === 0
      ? [`no rule of ${side.isolatedBy.map(({ name }) => `'${name}'`).join(', ')} allows it as ${direction}`]
      : [];
  return [...closed(egress, 'egress'), ...closed(ingress, 'ingress')].join(' and ');
}

function whyAllowed({ egress, ingress }: Judgement): string {
  const rules = [egress, ingress].flatMap((side) => side?.allowedBy ?? []);
  if (rules.length === 0) return 'no policy forbids it';
  return `rule ${rules.map(({ rule, name }) => `${rule + 1} of '${name}'`).join(' and rule ')} ${rules.length === 1 ? 'allows' : 'allow'} it`;
}

export function untriedText(untried: readonly JudgedProbe[]): string {
  const [first] = untried;
  if (first === undefined) return '';
  const why = first.probe.attempts.at(-1)?.detail ?? 'no attempt';
  const example = exampleOf(first, untried);
  return `${counted(untried.length, 'connection')} could not be tried, ${example}: ${why}.`;
}

export function shutText(shut: readonly JudgedProbe[]): string {
  const [first] = shut;
  if (first === undefined) return '';
  const isOne = shut.length === 1;
  const subject = counted(shut.length, 'connection was', 'connections were');
  return `${subject} not open even without a policy, ${exampleOf(first, shut)}: what blocks ${isOne ? 'it' : 'them'} is not one of our policies.`;
}

/** The one connection, or one of several. */
function exampleOf({ probe }: JudgedProbe, all: readonly JudgedProbe[]): string {
  return all.length === 1 ? connectionOf(probe) : `such as ${connectionOf(probe)}`;
}
