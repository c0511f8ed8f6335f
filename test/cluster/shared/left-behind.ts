import { setTimeout as sleep } from 'node:timers/promises';
import { against, type ClusterAccess } from '../access/access.ts';

/** The namespaces of a cluster, as `namespace/name`. */
export async function namespacesOf(access: ClusterAccess): Promise<string[]> {
  const { stdout } = await against(access, ['kubectl', 'get', 'namespaces', '--output', 'name']);
  return stdout.split('\n').filter((name) => name !== '');
}

/** The namespaces that did not exist before; those that are being deleted get a minute. */
export async function leftBehind(access: ClusterAccess, before: readonly string[]): Promise<string[]> {
  let left: string[] = [];
  for (let tries = 0; tries < 60; tries += 1) {
    left = (await namespacesOf(access)).filter((name) => !before.includes(name));
    if (left.length === 0) break;
    await sleep(1_000);
  }
  return left;
}
