import { counted } from '../core/counted.ts';
import type { ReachabilityFailure } from '../documents/verdict/reachability-failure.ts';
import type { Reach } from '../policy-model/reachability.ts';
import { serverPhrase, wrongConnectionPhrases } from './connection-words.ts';
import { wrongResultsIn } from './failure-message.ts';
import { namesInWords } from './pod-names.ts';

/** What a failure means, as phrases without full stops: the most telling one first. Never empty. */
export function failureInWords(failure: ReachabilityFailure): string[] {
  switch (failure.kind) {
    case 'leak':
    case 'blocked':
    case 'both':
      return [
        ...wrongConnectionPhrases(failure),
        totalPhrase(failure),
        ...silentPhrases(failure),
        ...incompletePhrases(failure),
      ];
    case 'environment':
      return [...environmentPhrases(failure), ...execPhrases(failure)];
    case 'unknown':
      return [
        ...unknownPhrases(failure),
        ...wrongConnectionPhrases(failure).map((phrase) => `seen before that: ${phrase}`),
      ];
    default:
      return failure.kind satisfies never;
  }
}

/**
 * Whether not one of the connections that should have this state did; false if there are none, or if one is not known.
 * Connections of a pod to itself do not count.
 */
export function noneWas(reach: Reach, { expected, tries }: Pick<ReachabilityFailure, 'expected' | 'tries'>): boolean {
  const mark = reach === 'open' ? '.' : 'X';
  const observed = tries.at(-1)?.observed ?? [];
  let wanted = 0;
  for (const [from, row] of expected.entries()) {
    for (const [to, expectedMark] of [...row].entries()) {
      if (from === to || expectedMark !== mark) continue;
      const seen = observed[from]?.[to];
      if (seen === mark || seen === '?' || seen === undefined) return false;
      wanted += 1;
    }
  }
  return wanted > 0;
}

function totalPhrase(failure: ReachabilityFailure): string {
  const { wrong, connections, sameInBothTries, tries } = failure;
  const first = tries[0]?.wrong;
  const parts = [`${wrong.length} of ${counted(connections, 'connection')} wrong`];
  if (sameInBothTries === true) parts.push('the same in both tries');
  if (sameInBothTries === false && first != null) parts.push(`${first} in the first of two tries`);
  if (noneWas('blocked', failure)) parts.push('nothing that should be blocked was blocked');
  if (noneWas('open', failure)) parts.push('nothing that should be open was open');
  return parts.join(', ');
}

/** Connections that the log calls blocked although their probe never started. */
function silentPhrases({ wrong, execError }: ReachabilityFailure): string[] {
  const count = wrong.filter(({ answer }) => answer === 'nothing').length;
  if (count === 0) return [];
  const why = execError === null ? '' : `, the last time with: ${execError}`;
  return [
    `${counted(count, 'probe')} of these could not be started in ${count === 1 ? 'its pod' : 'their pods'}${why}`,
  ];
}

function incompletePhrases({ complete }: ReachabilityFailure): string[] {
  return complete ? [] : ["the matrix is cut off or contradicts upstream's own counts, so there may be more"];
}

function environmentPhrases({ notReady, wrong, connections, message, server }: ReachabilityFailure): string[] {
  if (notReady.length > 0) {
    const servers = namesInWords(notReady.map((one) => serverPhrase(one).replace(/^ on /, '')));
    return [
      `the spec's own servers were never all reachable (${servers}), before it made any policy`,
      `${wrong.length} of ${counted(connections, 'connection')}${serverPhrase(server)} blocked${silent(wrong)}`,
    ];
  }
  if (wrong.length === 0) return [`a step that its probes depend on failed: ${message}`];
  return [
    `${wrong.length} of ${counted(connections, 'connection')}${serverPhrase(server)} blocked${silent(wrong)}`,
    'this is what happens when probes cannot be started in their pods',
  ];
}

function silent(wrong: ReachabilityFailure['wrong']): string {
  return wrong.length > 0 && wrong.every(({ answer }) => answer === 'nothing') ? ', and no probe said why' : '';
}

function execPhrases({ execError, wrong }: ReachabilityFailure): string[] {
  if (execError === null || wrong.length === 0) return [];
  return [`starting a probe in a pod failed, the last time with: ${execError}`];
}

function unknownPhrases({ message }: ReachabilityFailure): string[] {
  if (message === '') return ['the spec does not say why it failed'];
  if (wrongResultsIn(message) !== null) return [`${message}, but its timeline does not say which`];
  return [`the spec failed for a reason other than its reachability matrix: ${message}`];
}
