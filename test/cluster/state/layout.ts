import { homedir } from 'node:os';
import { join } from 'node:path';

/** The directory in which binaries and images are kept between runs, outside of any checkout. */
export function cacheDirectory(): string {
  const base = process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache');
  return process.env['SCS_NETWORKING_CACHE'] ?? join(base, 'scs-networking');
}

/** Everything that a cluster keeps on disk is below one directory, so that removing it removes the cluster. */
export interface ClusterLayout {
  readonly name: string;
  readonly root: string;
  readonly bin: string;
  readonly kubeconfig: string;
  readonly state: string;
}

/** The part of a cluster's files that belongs to one node. */
export interface NodeLayout {
  /** The node's /etc: the upper directory of an overlay, so that the machine's own does not change. */
  readonly etc: string;
  readonly varLib: string;
  readonly varLog: string;
  readonly logs: string;
  /** The programs, which all nodes share. */
  readonly bin: string;
}

// Not below /var/lib or /run: a node has its own there, which hide the machine's.
const CLUSTERS = '/var/opt/scs-networking';

export function clusterLayout(name: string): ClusterLayout {
  const root = join(CLUSTERS, name);
  return {
    name,
    root,
    bin: join(root, 'bin'),
    kubeconfig: join(root, 'kubeconfig'),
    state: join(root, 'state.json'),
  };
}

export function nodeLayout({ root, bin }: ClusterLayout, node: string): NodeLayout {
  const directory = join(root, node);
  return {
    etc: join(directory, 'etc'),
    varLib: join(directory, 'var-lib'),
    varLog: join(directory, 'var-log'),
    logs: join(directory, 'logs'),
    bin,
  };
}

export const CLUSTERS_DIRECTORY = CLUSTERS;
