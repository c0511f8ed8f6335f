import type { AskedPlugin } from './asked-plugin.ts';
import type { CniMarks } from './cni-table.ts';
import { isImageOf } from './image-reference.ts';
import type { ClusterSightings, DaemonSet, Sighting } from './sightings.ts';
import { isAgentImage } from './telling-marks.ts';

/** What the API server told the runner, as marks like those that an archive shows. */
export function sightingsWhenAsked({ path, seen }: Sighting<AskedPlugin>): ClusterSightings {
  const each = (values: readonly string[]): Sighting<string>[] => values.map((value) => ({ path, seen: value }));
  return {
    daemonSets: seen.agents.map(({ namespace, name, images, readyNodes: ready }) => ({
      path,
      seen: { namespace, name, images, ready },
    })),
    apiGroups: each(seen.apiGroups),
    nodeKeys: each(seen.nodeKeys.map(({ key }) => key)),
    upReasons: each(seen.upReasons.map(({ reason }) => reason)),
    nodeResources: each(seen.nodeResources),
    podResources: each(seen.podResources),
    podKeys: each(seen.podKeys),
    unread: [],
    asked: null,
  };
}

/**
 * Whether a plugin's agent was ready on each node when the runner asked, in the nodes' own network, and the archive shows the same
 * agent, still ready on as many nodes when Sonobuoy looked after the run.
 */
export function isAgentEverywhere(
  { images }: CniMarks,
  asked: AskedPlugin,
  daemonSets: readonly Sighting<DaemonSet>[],
): boolean {
  return asked.agents.some(
    (agent) =>
      agent.hostNetwork &&
      agent.readyNodes === asked.nodes &&
      asked.nodes > 0 &&
      agent.images.some((image) => isImageOf(image, images)) &&
      daemonSets.some(({ seen }) => isSame(agent, seen) && seen.ready >= asked.nodes),
  );
}

function isSame(agent: AskedPlugin['agents'][number], seen: DaemonSet): boolean {
  const { namespace, name } = seen;
  // A redacted archive has no others.
  const images = seen.images.filter(isAgentImage);
  return (
    agent.namespace === namespace &&
    agent.name === name &&
    agent.images.length === images.length &&
    agent.images.every((image) => images.includes(image))
  );
}
