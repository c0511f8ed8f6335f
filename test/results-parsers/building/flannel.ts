import type { Preflight } from '../../../results-parsers/documents/run-record/preflight.ts';
import { type ArchiveFiles, ownArchive } from './sonobuoy.ts';
import { casesWith, name } from './waivers.ts';

const IMAGE = 'ghcr.io/flannel-io/flannel:v0.28.1';
const ADDRESS = 'flannel.alpha.coreos.com/public-ip';

const asked: NonNullable<Preflight['networkPlugin']> = {
  nodes: 1,
  agents: [{ namespace: 'kube-flannel', name: 'kube-flannel-ds', images: [IMAGE], hostNetwork: true, readyNodes: 1 }],
  apiGroups: [],
  nodeKeys: [{ key: ADDRESS, nodes: 1 }],
  upReasons: [],
  nodeResources: [],
  podResources: [],
  podKeys: [],
};

/** What Sonobuoy shows of a cluster with flannel. */
const shown: [string, string][] = [
  [
    'resources/ns/kube-flannel/apps_v1_daemonsets.json',
    JSON.stringify({
      items: [
        {
          metadata: { namespace: 'kube-flannel', name: 'kube-flannel-ds' },
          spec: { template: { spec: { containers: [{ image: IMAGE }, { image: 'mirror.example.org/sidecar:1' }] } } },
          status: { numberReady: 1 },
        },
      ],
    }),
  ],
  [
    'resources/cluster/core_v1_nodes.json',
    JSON.stringify({ items: [{ metadata: { name: 'node1', uid: '1', annotations: { [ADDRESS]: '172.30.0.2' } } }] }),
  ],
];

/** The archive of a run of our plugin on a cluster with flannel, in which the first required spec failed. */
export function flannelArchive(
  change: { asked?: Preflight['networkPlugin']; files?: [string, string][] } = {},
): ArchiveFiles {
  const at = '2026-11-22T11:00:00Z';
  const preflight: Preflight = {
    ...{ startedAt: at, endedAt: at, problems: [], image: 'agnhost', nodes: [], sctp: null },
    networkPlugin: change.asked === undefined ? asked : change.asked,
  };
  const run = ownArchive({ record: { preflight }, attempts: [{ cases: casesWith([name], 'failed') }] });
  return new Map([...run, ...(change.files ?? shown)]);
}
