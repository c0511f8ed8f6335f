import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Node } from './daemon.ts';
import { moduleSources } from './go-build.ts';
import { moduleDirectory } from './pins.ts';
import type { AdminPolicyApi } from './state.ts';
import { kubectl } from './worker.ts';

const MODULE = 'sigs.k8s.io/network-policy-api';
/** Upstream's definitions of the kinds, of its standard channel. */
const DEFINITIONS = 'config/crd/standard';

async function definitions(version: Exclude<AdminPolicyApi, 'none'>): Promise<string> {
  const directory = join(await moduleSources(moduleDirectory('policy-api', version), MODULE), DEFINITIONS);
  const files = (await readdir(directory)).filter((file) => file.startsWith('policy.networking.k8s.io_')).sort();
  return (await Promise.all(files.map((file) => readFile(join(directory, file), 'utf8')))).join('\n---\n');
}

/** Lets the API server have the kinds of this version of policy.networking.k8s.io, and none of another one. */
export async function switchAdminPolicyApi(node: Node, api: AdminPolicyApi): Promise<void> {
  for (const version of ['v1alpha1', 'v1alpha2'] as const) {
    if (version === api) continue;
    await kubectl(node, ['delete', '--ignore-not-found', '--filename', '-'], await definitions(version));
  }
  if (api === 'none') return;
  await kubectl(node, ['apply', '--server-side', '--filename', '-'], await definitions(api));
  await kubectl(
    node,
    ['wait', '--for=condition=Established', '--timeout=30s', '--filename', '-'],
    await definitions(api),
  );
}
