import { mkdir, readdir, readFile, rmdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { NODE_NAMES, type NodeIndex } from '../state/network.ts';

/** The mount points of the machine's cgroup hierarchies: one with cgroup v2, one per controller with v1, both in a hybrid. */
async function hierarchies(): Promise<string[]> {
  const mounts = await readFile('/proc/mounts', 'utf8');
  return mounts
    .split('\n')
    .map((line) => line.split(' '))
    .filter(([, path, type]) => path?.startsWith('/sys/fs/cgroup') && (type === 'cgroup' || type === 'cgroup2'))
    .map(([, path = '']) => path);
}

/** The first node's group has only the cluster's name. A name has no dot, so no other cluster's group begins with it. */
const groupOf = (cluster: string, node: NodeIndex) =>
  `scs-networking-${cluster}${node === 0 ? '' : `.${NODE_NAMES[node]}`}`;

async function groupsOf(cluster: string): Promise<string[]> {
  const own = groupOf(cluster, 0);
  const all = await Promise.all(
    (await hierarchies()).map(async (hierarchy) => (await readdir(hierarchy)).map((group) => ({ hierarchy, group }))),
  );
  return all
    .flat()
    .filter(({ group }) => group === own || group.startsWith(`${own}.`))
    .map(({ hierarchy, group }) => join(hierarchy, group));
}

/** The group in which a node's daemons run. The node's own root is one above: cgroup v2 wants no processes there. */
const DAEMONS = 'daemons';

/** Makes a node's group in every hierarchy. Returns the directories to join: first the roots, then the daemons'. */
export async function createGroups(cluster: string, node: NodeIndex): Promise<{ roots: string[]; daemons: string[] }> {
  const roots = (await hierarchies()).map((hierarchy) => join(hierarchy, groupOf(cluster, node)));
  const daemons = roots.map((root) => join(root, DAEMONS));
  for (const directory of [...roots, ...daemons]) {
    await mkdir(directory, { recursive: true });
    await inheritCpuset(directory);
  }
  return { roots, daemons };
}

/** Gives processors and memory to a new group of a v1 cpuset hierarchy, because no process can join it before. */
async function inheritCpuset(directory: string): Promise<void> {
  for (const file of ['cpuset.cpus', 'cpuset.mems']) {
    const own = join(directory, file);
    const inherited = await readFile(join(directory, '..', file), 'utf8').catch(() => undefined);
    if (inherited !== undefined && (await readFile(own, 'utf8').catch(() => 'set')).trim() === '') {
      await writeFile(own, inherited);
    }
  }
}

async function descendants(directory: string): Promise<string[]> {
  const entries = await readdir(directory, { withFileTypes: true }).catch(() => []);
  const below = await Promise.all(
    entries.filter((entry) => entry.isDirectory()).map((entry) => descendants(join(directory, entry.name))),
  );
  // Leaves first: they can only be removed in this order.
  return [...below.flat(), directory];
}

/** Every process of the cluster, found by the one thing that a process cannot leave: its cgroup. */
export async function processesOf(name: string): Promise<number[]> {
  const pids = new Set<number>();
  for (const group of await groupsOf(name)) {
    for (const directory of await descendants(group)) {
      const listed = await readFile(join(directory, 'cgroup.procs'), 'utf8').catch(() => '');
      for (const line of listed.split('\n')) {
        if (line !== '' && line !== '0') {
          pids.add(Number(line));
        }
      }
    }
  }
  return [...pids];
}

/** Removes the cluster's groups; they must have no process left. Returns those that could not be removed. */
export async function removeGroups(name: string): Promise<string[]> {
  for (const group of await groupsOf(name)) {
    for (const directory of await descendants(group)) {
      await rmdir(directory).catch(() => undefined);
    }
  }
  return await groupsOf(name);
}
