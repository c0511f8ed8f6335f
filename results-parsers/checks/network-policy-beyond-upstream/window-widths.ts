import { counted } from '../../core/counted.ts';
import type { CheckMeasure } from '../../documents/checks/check-verdict.ts';
import { distributionOf } from '../../documents/checks/distribution.ts';
import { type Probe, reachabilityOf } from '../../documents/checks/probe.ts';
import type { Reach } from '../../policy-model/reachability.ts';
import { expectedOf, judgementOf } from './expected-reach.ts';
import { type ScenarioFacts, stepOf, watchOf } from './scenario-facts.ts';
import { type WindowId, windowIds } from './scenario-texts.ts';
import { millisecondsUntil } from './try-times.ts';

/** A connection that was tried all the time while what it depends on changed. */
interface WatchedConnection {
  readonly probe: Probe;
  /** What the API specifies after the change. */
  readonly expected: Reach;
  /**
   * From the API server's answer to the end of the last try that went the wrong way, which is the latest moment at which its connection can have
   * been made; 0 if there was no such try after the answer. Null: tries still went the wrong way when watching ended.
   */
  readonly seconds: number | null;
}

/** What changes, in the words of the measurements. */
const CHANGES: Readonly<Record<WindowId, string>> = {
  'isolated-without-rules': 'to a new policy without rules',
  'pod-re-made': 'that shows the address of a pod made again under its name',
  'address-reused': 'that shows a new pod with the address of a deleted one',
  'policy-re-made': 'to a policy made again under its name with other rules',
  'namespace-re-made': 'that shows the address of a pod in a namespace made again under its name',
  'label-moved': 'to a label being moved from one pod to another',
};

/** For how long connections went the wrong way during each change; one that was not watched, or never ended, is left out. */
export function windowMeasures(facts: ScenarioFacts, probes: readonly Probe[]): CheckMeasure[] {
  return windowIds.flatMap((id) => {
    const all = watched(id, facts, probes);
    const isSettled = all.every(({ seconds }) => seconds !== null);
    const seconds = isSettled ? distributionOf(all.map((each) => each.seconds ?? 0)) : null;
    const what = `from the API server's answer ${CHANGES[id]} to the end of the last try whose connection went the wrong way`;
    return seconds === null ? [] : [{ id, what, seconds }];
  });
}

/** The same of one change, as sentences that follow others; empty: nothing was watched. */
export function windowText(id: string, facts: ScenarioFacts, probes: readonly Probe[]): string {
  const all = watched(id, facts, probes);
  const unsettled = all.find(({ seconds }) => seconds === null);
  if (unsettled !== undefined) return ` ${inWords(unsettled)} when watching ended.`;
  const [longest] = all.toSorted((a, b) => (b.seconds ?? 0) - (a.seconds ?? 0));
  if (longest === undefined) return '';
  const tries = all.reduce((sum, { probe }) => sum + probe.attempts.length, 0);
  const milliseconds = Math.round((longest.seconds ?? 0) * 1000);
  const during = ` In ${counted(tries, 'try', 'tries')} during the change`;
  if (milliseconds === 0) return `${during}, no connection went the wrong way after it.`;
  return `${during}, connections went the wrong way for up to ${milliseconds} ms after it: ${inWords(longest)} until then.`;
}

function inWords({ probe: { from, to, protocol, port }, expected }: WatchedConnection): string {
  return `${from.pod} to ${to.what} on ${protocol} ${port} was ${expected === 'open' ? 'blocked' : 'open'}`;
}

function watched(id: string, facts: ScenarioFacts, probes: readonly Probe[]): WatchedConnection[] {
  const after = facts.steps.findLast(({ scenario }) => scenario === id);
  if (after === undefined) return [];
  return probes
    .filter(({ name }) => stepOf(name)?.scenario === watchOf(id))
    .flatMap((probe) => {
      const expected = expectedOf(judgementOf(facts, after, probe));
      const isNew = (after.pods ?? []).some(({ addresses }) => addresses.includes(probe.to.address));
      return expected === null ? [] : [{ probe, expected, seconds: wrongSeconds(probe, expected, isNew) }];
    });
}

/** @param isNew a server that has just been made refuses connections until it listens, which is not a matter of policies */
function wrongSeconds({ attempts, changedAt, observed }: Probe, expected: Reach, isNew: boolean): number | null {
  if (changedAt === null || observed !== expected) return null;
  const last = attempts.findLast(({ result }) => {
    const reach = reachabilityOf(result);
    return reach !== 'unknown' && reach !== expected && !(isNew && result === 'refused');
  });
  return last === undefined ? 0 : millisecondsUntil(changedAt, last) / 1000;
}
