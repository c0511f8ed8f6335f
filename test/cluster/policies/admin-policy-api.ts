import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse, stringify } from 'yaml';
import * as z from 'zod';
import { moduleSources } from '../builds/module-sources.ts';
import { moduleDirectory } from '../builds/pins.ts';
import { kubectl } from '../control-plane/kubectl.ts';
import type { Node } from '../machine/daemon.ts';
import { AdminPolicyApi } from '../state/state.ts';

const MODULE = 'sigs.k8s.io/network-policy-api';
/** Upstream's definitions of the kinds in its standard channel. */
const DEFINITIONS = 'config/crd/standard';

async function definitions(api: Exclude<AdminPolicyApi, 'none'>): Promise<string> {
  return api === 'v1beta1-only' ? withOnly('v1beta1', await upstreamDefinitions('v1beta1')) : upstreamDefinitions(api);
}

const Definition = z.looseObject({
  spec: z.looseObject({ versions: z.array(z.looseObject({ name: z.string() })) }),
});

/** A definition with only one of its versions. */
function withOnly(version: string, definition: string): string {
  const { spec, ...others } = Definition.parse(parse(definition));
  return stringify({ ...others, spec: { ...spec, versions: spec.versions.filter(({ name }) => name === version) } });
}

async function upstreamDefinitions(newest: string): Promise<string> {
  const directory = join(await moduleSources(moduleDirectory('policy-api', newest), MODULE), DEFINITIONS);
  const files = (await readdir(directory)).filter((file) => file.startsWith('policy.networking.k8s.io_')).sort();
  return (await Promise.all(files.map((file) => readFile(join(directory, file), 'utf8')))).join('\n---\n');
}

/** Makes the API server have exactly these kinds of policy.networking.k8s.io. */
export async function switchAdminPolicyApi(node: Node, api: AdminPolicyApi): Promise<void> {
  for (const other of AdminPolicyApi.options) {
    if (other === api || other === 'none') continue;
    await kubectl(node, ['delete', '--ignore-not-found', '--filename', '-'], await definitions(other));
  }
  if (api === 'none') return;
  await kubectl(node, ['apply', '--server-side', '--filename', '-'], await definitions(api));
  await kubectl(
    node,
    ['wait', '--for=condition=Established', '--timeout=30s', '--filename', '-'],
    await definitions(api),
  );
}
