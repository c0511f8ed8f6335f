import { counted } from '../core/counted.ts';
import type { ProbeAnswer, ReachabilityFailure, Server } from '../documents/verdict/reachability-failure.ts';
import type { Reach } from '../policy-model/reachability.ts';
import { type ConnectionGroup, groupConnections, signature } from './connection-groups.ts';
import { PodNames } from './pod-names.ts';

/** Groups that are listed; the rest are only counted. */
const MAX_GROUPS = 5;

/** Which connections were wrong: those that leaked first, and the largest group of each kind first. */
export function wrongConnectionPhrases(failure: ReachabilityFailure): string[] {
  const names = new PodNames(failure.pods);
  const at = serverPhrase(failure.server);
  const groups = (['open', 'blocked'] satisfies Reach[]).flatMap((observed) =>
    groupConnections(failure.wrong.filter((connection) => connection.observed === observed)).map((group) => ({
      group,
      observed,
    })),
  );
  const phrases = groups.slice(0, MAX_GROUPS).map(({ group, observed }) => groupPhrase(group, observed, names, at));
  const further = groups.slice(MAX_GROUPS).reduce((sum, { group }) => sum + group.connections.length, 0);
  return further === 0
    ? phrases
    : [...phrases, `${counted(further, 'further connection was', 'further connections were')} wrong`];
}

/** ` on 80/TCP`, or as much of it as is known. */
export function serverPhrase({ port, protocol }: Server): string {
  const parts = [port, protocol].filter((part) => part !== null);
  return parts.length === 0 ? '' : ` on ${parts.join('/')}`;
}

function groupPhrase(
  { sources, targets, connections }: ConnectionGroup,
  observed: Reach,
  names: PodNames,
  at: string,
): string {
  const [source, target] = [names.say(sources, targets), names.say(targets, sources)];
  const mutual = sources.size > 1 && signature(sources) === signature(targets);
  if (observed === 'open') {
    if (connections.length === 1) return `${source} to ${target}${at} should be blocked and was open`;
    if (mutual) return `${source} reach each other${at}, which should be blocked`;
    return `${source} ${sources.size === 1 ? 'reaches' : 'reach'} ${target}${at}, which should be blocked`;
  }
  const why = answerPhrase(connections.map(({ answer }) => answer));
  if (connections.length === 1) return `${source} to ${target}${at} should be open and was blocked${why}`;
  if (mutual) return `connections among ${source}${at} should be open and were blocked${why}`;
  return `nothing from ${source} reaches ${target}${at}, which should be open${why}`;
}

const ANSWERS: Readonly<Record<ProbeAnswer, string>> = {
  timeout: 'timed out',
  refused: 'was refused',
  dns: 'could not resolve the address',
  other: 'failed with another network error',
  unknown: 'failed with an error outside the network',
  nothing: 'could not be started',
};

/** The probes' output, if it was the same for all. */
function answerPhrase(answers: readonly (ProbeAnswer | null)[]): string {
  const [first, ...further] = new Set(answers);
  if (first == null || further.length > 0) return '';
  return ` (${answers.length === 1 ? 'the' : 'each'} probe ${ANSWERS[first]})`;
}
