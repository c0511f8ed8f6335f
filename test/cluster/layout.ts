import { homedir } from 'node:os';
import { join } from 'node:path';

/** Where binaries and images are kept between runs, outside any checkout. */
export function cacheDirectory(): string {
  const base = process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache');
  return process.env['SCS_NETWORKING_CACHE'] ?? join(base, 'scs-networking');
}

/** Everything that a cluster keeps on disk lies below this one directory, so that removing it removes the cluster. */
export interface ClusterLayout {
  readonly name: string;
  readonly root: string;
  /** The node's /etc: an overlay's upper directory, so that the machine's own stays as it is. */
  readonly etc: string;
  readonly varLib: string;
  readonly varLog: string;
  readonly bin: string;
  readonly logs: string;
  readonly kubeconfig: string;
  readonly state: string;
}

// Not below /var/lib or /run: a node has its own there, which hide the machine's.
const CLUSTERS = '/var/opt/scs-networking';

export function clusterLayout(name: string): ClusterLayout {
  const root = join(CLUSTERS, name);
  return {
    name,
    root,
    etc: join(root, 'etc'),
    varLib: join(root, 'var-lib'),
    varLog: join(root, 'var-log'),
    bin: join(root, 'bin'),
    logs: join(root, 'logs'),
    kubeconfig: join(root, 'kubeconfig'),
    state: join(root, 'state.json'),
  };
}

export const CLUSTERS_DIRECTORY = CLUSTERS;
