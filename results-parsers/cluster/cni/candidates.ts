import { sortedEntries } from '../../core/sorted-entries.ts';
import { isAgentEverywhere, sightingsWhenAsked } from './asked-marks.ts';
import { type CniMarks, CniName, cniTable } from './cni-table.ts';
import type { CniCandidate, CniEvidence } from './detection.ts';
import { isImageOf, parseImage, releaseOf } from './image-reference.ts';
import type { ClusterSightings, DaemonSet, Sighting } from './sightings.ts';

/**
 * What a mark is worth.
 *
 * - `pods`: only a running plugin makes it, for the pods of this very run.
 * - `agent`: its agent's image, in pods that are ready.
 * - `nodes`: it has set up the nodes.
 * - `name`: something that runs has the name of its agent, but not its image. Anybody can take a name.
 * - `trace`: it is or was here; a plugin that was removed leaves it, too.
 */
type MarkKind = 'pods' | 'agent' | 'nodes' | 'name' | 'trace';

/** The marks of one network plugin; a release of null means that its image's tag does not show it. */
type Mark = CniEvidence & { kind: MarkKind; releases: (string | null)[] };

/** A candidate, and why its marks together do not identify it; null: they do. */
export type JudgedCandidate = CniCandidate & { doubt: string | null };

/** Every network plugin of which the archive has a mark, sorted by name. */
export function candidatesOf(sightings: ClusterSightings): JudgedCandidate[] {
  const candidates = CniName.options.flatMap((name) => candidateOf(name, sightings));
  const whole = candidates.filter(({ running, name }) => running && hasItsOwnDaemonSet(name, sightings));
  const absorbed = new Set(whole.flatMap(({ name }) => cniTable[name].comprises as readonly CniName[]));
  return candidates
    .filter(({ name }) => !absorbed.has(name) && (!isOfParts(name) || whole.some((other) => other.name === name)))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

function isOfParts(name: CniName): boolean {
  return cniTable[name].comprises.length > 0;
}

/** A plugin that comprises others has the marks of its parts, except for its own daemon set. */
function hasItsOwnDaemonSet(name: CniName, { daemonSets }: ClusterSightings): boolean {
  return daemonSets.some(({ seen }) => seen.ready > 0 && cniTable[name].daemonSets.includes(seen.name));
}

function candidateOf(name: CniName, sightings: ClusterSightings): JudgedCandidate[] {
  const table = cniTable[name];
  const own = marksOf(table, sightings);
  const asked = sightings.asked === null ? [] : marksOf(table, sightingsWhenAsked(sightings.asked));
  const all = [...own, ...asked];
  if (all.length === 0) return [];
  const releases = new Set(all.flatMap((mark) => mark.releases));
  const [release = null] = releases;
  return [
    {
      name,
      // Two versions at once, as in the middle of an upgrade, count as not known.
      version: releases.size === 1 ? release : null,
      running: all.some(isAtWork),
      doubt: doubtAbout(table, own, asked, sightings),
      evidence: evidenceOf(all),
    },
  ];
}

const TOO_FEW = 'too few of its marks are in the archive';

/** The runner's record is part of the archive and as easy to forge. It does not replace what the archive itself has to show. */
function doubtAbout(
  table: CniMarks,
  own: readonly Mark[],
  askedMarks: readonly Mark[],
  { asked, daemonSets }: ClusterSightings,
): string | null {
  if (asked !== null && !askedMarks.some(isAtWork)) {
    return 'when the runner asked the cluster, nothing of it was running';
  }
  const kinds = new Set(own.map(({ kind }) => kind));
  if (kinds.has('pods')) return kinds.has('trace') && (kinds.has('agent') || kinds.has('nodes')) ? null : TOO_FEW;
  if (leavesMarksOnPods(table) || asked === null) return TOO_FEW;
  const isWhole = (found: ReadonlySet<MarkKind>): boolean =>
    found.has('agent') && (found.has('nodes') || found.has('trace'));
  const isSeenTwice = isWhole(kinds) && isWhole(new Set(askedMarks.map(({ kind }) => kind)));
  return isSeenTwice && isAgentEverywhere(table, asked.seen, daemonSets) ? null : TOO_FEW;
}

function isAtWork({ kind }: Mark): boolean {
  return kind !== 'trace';
}

/** For others, the runner must have found the agent on every node instead. */
function leavesMarksOnPods({ podKeys, podResources }: CniMarks): boolean {
  return podKeys.length + podResources.length > 0;
}

function marksOf(table: CniMarks, sightings: ClusterSightings): Mark[] {
  const { apiGroups, nodeKeys, nodeResources, podKeys, podResources, upReasons } = sightings;
  const begins = (beginnings: readonly string[]) => (key: string) => beginnings.some((start) => key.startsWith(start));
  const isIn = (names: readonly string[]) => (seen: string) => names.includes(seen);
  return [
    ...sightings.daemonSets.flatMap(({ path, seen }) => daemonSetMarks(table, path, seen)),
    ...marks('pods', podResources, isIn(table.podResources), (kind) => `${kind}: its agent served a pod of this run`),
    ...marks('pods', podKeys, begins(table.podKeys), (key) => `annotation ${key} on a pod of this run`),
    ...marks('nodes', nodeResources, isIn(table.nodeResources), (kind) => `${kind}: one for each node`),
    ...marks('nodes', upReasons, isIn(table.upReasons), (reason) => `${reason}, the state of a node's network`),
    ...marks('trace', apiGroups, isIn(table.apiGroups), (group) => `API group ${group}`),
    ...marks('trace', nodeKeys, begins(table.nodeKeys), (key) => `label or annotation ${key} on a node`),
  ];
}

function marks(
  kind: MarkKind,
  sightings: readonly Sighting<string>[],
  isOwn: (seen: string) => boolean,
  inWords: (seen: string) => string,
): Mark[] {
  return sightings
    .filter(({ seen }) => isOwn(seen))
    .map(({ path, seen }) => ({ path, kind, what: inWords(seen), releases: [] }));
}

function daemonSetMarks(table: CniMarks, path: string, { namespace, name, images, ready }: DaemonSet): Mark[] {
  // Clouds switch off their own plugin in favour of another by leaving its daemon set without a pod.
  const running = ready > 0;
  const own = images.filter((image) => isImageOf(image, table.images));
  const byName = table.daemonSets.includes(name);
  // The parts of a whole use the same images.
  if (own.length > 0 && table.comprises.length > 0 && !byName) return [];
  const what = `daemon set ${namespace}/${name}, ${ready} ready`;
  if (own.length === 0) return byName ? [{ path, what, kind: running ? 'name' : 'trace', releases: [] }] : [];
  return own.map((image) => ({
    path,
    what: `${what}, image ${image}`,
    kind: running ? 'agent' : 'trace',
    releases: running ? [releaseOf(parseImage(image).tag)] : [],
  }));
}

function evidenceOf(all: readonly Mark[]): CniEvidence[] {
  const distinct = new Map(all.map(({ path, what }) => [`${path}\n${what}`, { path, what }]));
  return sortedEntries(distinct).map(([, evidence]) => evidence);
}
