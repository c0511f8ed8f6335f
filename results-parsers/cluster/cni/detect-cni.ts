import { candidatesOf, type JudgedCandidate } from './candidates.ts';
import type { CniCandidate, CniDetection } from './detection.ts';
import type { ClusterSightings } from './sightings.ts';

/**
 * Names the network plugin if exactly one was seen at work, and several marks of different kinds agree that it is this one: an object or
 * annotation that only a running plugin makes for the pods of this very run, its agent or what it made of the nodes, and its API group or
 * the nodes' annotations. Of a plugin that makes nothing for pods, the archive has to show the agent and the nodes, and our own runner to have
 * found the same agent at work on every node when it asked the cluster.
 *
 * Waivers depend on the answer, so any doubt makes it "not known": anybody can name a daemon set, traces alone may be what a
 * predecessor left, if two are at work either may enforce the policies, and a file that could not be read may name a second.
 */
export function detectCni(sightings: ClusterSightings): CniDetection {
  const judged = candidatesOf(sightings);
  const candidates = judged.map(withoutJudgement);
  const running = judged.filter((candidate) => candidate.running);
  const [only] = running;
  const unknown = (reason: string): CniDetection => ({ name: null, version: null, reason, candidates });
  if (sightings.unread.length > 0) return unknown(`${listed([...sightings.unread].sort())} could not be read`);
  if (running.length > 1) return unknown(`several are running: ${listed(running.map(({ name }) => name))}`);
  if (only?.doubt === null) return { name: only.name, version: only.version, reason: null, candidates };
  if (only !== undefined) return unknown(`it may be ${only.name}, but ${only.doubt}`);
  return candidates.length === 0
    ? unknown('nothing in the archive shows one')
    : unknown(`there are only traces of ${listed(candidates.map(({ name }) => name))}; not one was seen running`);
}

function withoutJudgement({ doubt: _, ...candidate }: JudgedCandidate): CniCandidate {
  return candidate;
}

function listed(names: readonly string[]): string {
  return names.join(' and ');
}
