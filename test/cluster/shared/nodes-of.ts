import { against, type ClusterAccess } from '../access/access.ts';

/** The names of a cluster's nodes. */
export async function namesOfNodes(access: ClusterAccess): Promise<string[]> {
  const { stdout } = await against(access, [
    'kubectl',
    'get',
    'nodes',
    '--output',
    'jsonpath={.items[*].metadata.name}',
  ]);
  return stdout.split(' ').filter((name) => name !== '');
}
