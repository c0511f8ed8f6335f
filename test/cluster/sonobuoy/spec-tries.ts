import { setTimeout as sleep } from 'node:timers/promises';
import { against, type ClusterAccess } from '../access/access.ts';

/**
 * Waits until there have been this many tries of specs in total. Each try of a spec has its own namespaces, in one of which it creates a
 * policy.
 */
export async function untilSpecsTried(access: ClusterAccess, tries: number): Promise<void> {
  const seen = new Set<string>();
  const namespaces = '{range .items[*]}{.metadata.namespace}{"\\n"}{end}';
  const command = ['kubectl', 'get', 'networkpolicies', '--all-namespaces', '--output', `jsonpath=${namespaces}`];
  for (let waited = 0; waited < 600; waited += 1) {
    const { stdout } = await against(access, command);
    for (const namespace of stdout.split('\n')) if (namespace.startsWith('netpol-')) seen.add(namespace);
    if (seen.size >= tries) return;
    await sleep(500);
  }
  throw new Error(`expected ${tries} tries of specs within five minutes, found ${seen.size}`);
}
