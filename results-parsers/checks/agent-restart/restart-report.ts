import { counted } from '../../core/counted.ts';
import { type Probe, reachabilityOf } from '../../documents/checks/probe.ts';
import { stepOf, watchOf } from '../network-policy-beyond-upstream/scenario-facts.ts';
import { millisecondsBetween } from '../network-policy-beyond-upstream/try-times.ts';
import { AGENT_RESTART, type Restart, type RestartFacts } from './restart-facts.ts';
import { againstPolicy, type WrongWay, wrongWays } from './wrong-ways.ts';

/** What became of the agent's pod, and how long connections went the wrong way, as sentences. */
export function restartReport(facts: RestartFacts, restart: Restart, probes: readonly Probe[]): string {
  const watched = probes.filter(({ name }) => stepOf(name)?.scenario === watchOf(AGENT_RESTART));
  const sentences = [whatBecame(facts, restart), duringIt(facts, restart, watched), newPolicy(facts, restart, watched)];
  return sentences.filter((sentence) => sentence !== '').join(' ');
}

function whatBecame(
  { node }: RestartFacts,
  { daemonSet, pod, deletedAt, successor, readyAt, problem }: Restart,
): string {
  const deleted = `The pod ${pod} of the daemon set ${daemonSet} was deleted on the node ${node}`;
  if (readyAt !== null && successor !== null) {
    return `${deleted}; the next one, ${successor}, was ready ${millisecondsBetween(deletedAt, readyAt)} ms later.`;
  }
  return `${deleted}; no other was seen to be ready there${problem === null ? '' : `: ${problem}`}. See whether one is by now: \`kubectl get pods --namespace ${daemonSet.split('/')[0]} --field-selector spec.nodeName=${node}\`.`;
}

function duringIt(facts: RestartFacts, restart: Restart, watched: readonly Probe[]): string {
  const attempts = watched.flatMap((probe) => probe.attempts);
  if (attempts.length === 0) return '';
  const failed = attempts.filter(({ result }) => reachabilityOf(result) === 'unknown').length;
  const during = `In ${counted(attempts.length, 'try', 'tries')} during it${failed === 0 ? '' : `, of which ${failed} could not be made`}`;
  const ways = watched.flatMap((probe) => wrongWays(facts, restart, probe));
  if (ways.length === 0) return `${during}, no connection went the wrong way.`;
  return `${during}, ${ways.map(inWords).join('; ')}.`;
}

function inWords({ probe, reach, tries, milliseconds, after }: WrongWay): string {
  const { from, to, protocol, port, attempts } = probe;
  return `${from.pod} to ${to.what} on ${protocol} ${port} was wrongly ${reach} for up to ${milliseconds} ms, from ${after} ms after the deletion on (${tries} of ${counted(attempts.length, 'try', 'tries')})`;
}

/** How long connections still went against the policy that was made meanwhile. */
function newPolicy(facts: RestartFacts, { policyAt, readyAt, deletedAt }: Restart, watched: readonly Probe[]): string {
  if (policyAt === null) return '';
  const all = watched.flatMap((probe) => againstPolicy(facts, policyAt, probe));
  if (all.length === 0) return '';
  const policy = `the policy that was made ${millisecondsBetween(deletedAt, policyAt)} ms after the deletion`;
  const known = all.filter((each) => each !== null);
  if (known.length < all.length || readyAt === null) return `Nothing shows that ${policy} was enforced.`;
  const longest = Math.max(...known);
  if (longest === 0) return `No connection went against ${policy}.`;
  const sinceReady = longest - millisecondsBetween(policyAt, readyAt);
  const when = sinceReady > 0 ? `until ${sinceReady} ms after` : 'and no longer by the time when';
  return `Connections went against ${policy} for up to ${longest} ms, ${when} the next pod was ready.`;
}
