import { type CniMarks, CniName, cniTable } from './cni-table.ts';
import type { CniCandidate, CniEvidence } from './detection.ts';
import { parseImage, releaseOf } from './image-reference.ts';
import type { ClusterSightings, DaemonSet } from './sightings.ts';

/** What speaks for one network plugin; a release of null is one that its image's tag does not tell. */
type Mark = CniEvidence & { running: boolean; releases: (string | null)[] };

/** Every network plugin that something in the archive speaks for, sorted by name. */
export function candidatesOf(sightings: ClusterSightings): CniCandidate[] {
  const candidates = CniName.options.flatMap((name) => candidateOf(name, sightings));
  const absorbed = new Set(
    candidates.filter(({ running }) => running).flatMap(({ name }) => cniTable[name].comprises as readonly CniName[]),
  );
  return candidates.filter(({ name }) => !absorbed.has(name)).sort((a, b) => (a.name < b.name ? -1 : 1));
}

function candidateOf(name: CniName, sightings: ClusterSightings): CniCandidate[] {
  const table = cniTable[name];
  const marks = [...workloadMarks(table, sightings), ...traceMarks(table, sightings)];
  if (marks.length === 0) return [];
  const releases = new Set(marks.flatMap((mark) => mark.releases));
  const [release = null] = releases;
  return [
    {
      name,
      // Two at once, as in the middle of an upgrade, are none.
      version: releases.size === 1 ? release : null,
      running: marks.some(({ running }) => running),
      evidence: evidenceOf(marks),
    },
  ];
}

function workloadMarks(table: CniMarks, { daemonSets, runResources }: ClusterSightings): Mark[] {
  return [
    ...daemonSets.flatMap(({ path, seen }) => daemonSetMarks(table, path, seen)),
    ...runResources
      .filter(({ seen }) => table.podResources.includes(seen))
      .map(({ path, seen }) => ({
        path,
        what: `${seen}: its agent served the pods of this run`,
        running: true,
        releases: [],
      })),
  ];
}

function daemonSetMarks(table: CniMarks, path: string, { namespace, name, images, ready }: DaemonSet): Mark[] {
  // A daemon set without a pod is how a cloud's own plugin is switched off in favour of another.
  const running = ready > 0;
  const own = images.filter((image) => isOneOf(parseImage(image).repository, table.images));
  const byName = table.daemonSets.includes(name);
  const what = `daemon set ${namespace}/${name}, ${ready} ready`;
  if (own.length === 0) return byName ? [{ path, what, running, releases: [] }] : [];
  return own.map((image) => ({
    path,
    what: `${what}, image ${image}`,
    running,
    releases: running ? [releaseOf(parseImage(image).tag)] : [],
  }));
}

function isOneOf(repository: string, names: readonly string[]): boolean {
  return names.some((name) => repository === name || repository.endsWith(`/${name}`));
}

function traceMarks(table: CniMarks, { apiGroups, nodeKeys }: ClusterSightings): Mark[] {
  const groups = apiGroups.filter(({ seen }) => table.apiGroups.includes(seen));
  const keys = nodeKeys.filter(({ seen }) => table.nodeKeys.some((beginning) => seen.startsWith(beginning)));
  return [
    ...groups.map(({ path, seen }) => ({ path, what: `API group ${seen}`, running: false, releases: [] })),
    ...keys.map(({ path, seen }) => ({
      path,
      what: `label or annotation ${seen} on a node`,
      running: false,
      releases: [],
    })),
  ];
}

function evidenceOf(marks: readonly Mark[]): CniEvidence[] {
  const distinct = new Map(marks.map(({ path, what }) => [`${path}\n${what}`, { path, what }]));
  return [...distinct].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, evidence]) => evidence);
}
