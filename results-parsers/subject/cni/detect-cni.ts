import { candidatesOf } from './candidates.ts';
import type { CniDetection } from './detection.ts';
import type { ClusterSightings } from './sightings.ts';

/**
 * Names the network plugin if exactly one was seen at work.
 *
 * Waivers hang on the answer, so doubt means that it is not known: traces alone may be what another plugin's
 * predecessor left, of two at work either may enforce the policies, and a file that could not be read may name a second.
 */
export function detectCni(sightings: ClusterSightings): CniDetection {
  const candidates = candidatesOf(sightings);
  const running = candidates.filter((candidate) => candidate.running);
  const [only] = running;
  const unknown = (reason: string): CniDetection => ({ name: null, version: null, reason, candidates });
  if (sightings.unread.length > 0) return unknown(`${listed([...sightings.unread].sort())} could not be read`);
  if (running.length > 1) return unknown(`several are at work: ${listed(running.map(({ name }) => name))}`);
  if (only !== undefined) return { name: only.name, version: only.version, reason: null, candidates };
  return candidates.length === 0
    ? unknown('nothing in the archive tells of one')
    : unknown(`there are only traces, of ${listed(candidates.map(({ name }) => name))}; none was seen at work`);
}

function listed(names: readonly string[]): string {
  return names.join(' and ');
}
