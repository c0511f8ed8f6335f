import { join } from 'node:path';
import { exists } from '../../builds/cached-artifact.ts';
import { ciliumResourceDefinitions } from '../../builds/cilium.ts';
import { kubectl } from '../../control-plane/kubectl.ts';
import { NODE_KUBECONFIG } from '../../control-plane/pki.ts';
import { type Node, runOnNode, startDaemon, waitUntil } from '../../machine/daemon.ts';
import { type AddressFamilies, NODE_NAMES } from '../../state/network.ts';
import type { CiliumEngine } from '../../state/state.ts';
import { allowSystemNamespaces } from './system-access.ts';

const DAEMON = 'cilium-agent';
/** The file that the agent writes once it can connect pods; without it the node is not Ready. */
const CNI_CONFIGURATION = 'cni/net.d/05-cilium.conflist';

// The settings that an installation without an operator needs, on nodes that have routes to each other's pods. All others are Cilium's defaults.
// kube-proxy keeps running.
const settingsOf = (families: AddressFamilies): Record<string, string> => ({
  'k8s-kubeconfig-path': NODE_KUBECONFIG,
  'write-cni-conf-when-ready': `/etc/${CNI_CONFIGURATION}`,
  ipam: 'kubernetes',
  'identity-allocation-mode': 'crd',
  'routing-mode': 'native',
  ...Object.fromEntries(families.map(({ name, podCidr }) => [`${name}-native-routing-cidr`, podCidr])),
  'enable-ipv4': `${families.some(({ name }) => name === 'ipv4')}`,
  'enable-ipv6': `${families.some(({ name }) => name === 'ipv6')}`,
  'enable-ipv4-masquerade': 'false',
  'enable-ipv6-masquerade': 'false',
  devices: 'up0',
  'kube-proxy-replacement': 'false',
  // These need Envoy, Hubble's certificates, and an operator.
  'enable-l7-proxy': 'false',
  'enable-hubble': 'false',
  'enable-health-checking': 'false',
  'enable-endpoint-health-checking': 'false',
});

/**
 * Variables for the compiler of Cilium's BPF programs. The clang that the newer Cilium needs warns of more conversions than that of 1.15 did, and the
 * agent takes warnings for errors. What is compiled is the same. The number sign keeps clang from saying what it was told.
 */
const COMPILER_VARIABLES: Readonly<Record<CiliumEngine, readonly string[]>> = {
  cilium: [],
  'cilium-1.15': ['CCC_OVERRIDE_OPTIONS=# +-Wno-shorten-64-to-32'],
};

/**
 * Starts Cilium's agent on a node that was prepared for it, and waits until it can connect pods. All that it creates is in the
 * node's namespaces, including its pinned BPF programs and maps, whose file system is mounted here and ends with the node.
 * @param options settings of the agent, as `key=value`
 */
export async function startCilium(node: Node, engine: CiliumEngine, options: readonly string[]): Promise<void> {
  await runOnNode(node, ['mount', '-t', 'bpf', 'bpf', '/sys/fs/bpf']);
  for (const directory of await ciliumResourceDefinitions(engine)) {
    await kubectl(node, ['apply', '--server-side', '--filename', directory]);
  }
  const settings = { ...settingsOf(node.families), ...Object.fromEntries(options.map(parseOption)) };
  await publishSettings(node, settings);
  // As flags, because the agent rejects unknown ones.
  const flags = Object.entries(settings).map(([key, value]) => `--${key}=${value}`);
  const variables = [`K8S_NODE_NAME=${NODE_NAMES[node.index]}`, ...COMPILER_VARIABLES[engine]];
  await startDaemon(node, DAEMON, ['env', ...variables, DAEMON, ...flags]);
  const written = join(node.layout.etc, CNI_CONFIGURATION);
  await waitUntil(node, { what: 'Cilium to be ready for pods', log: DAEMON, seconds: 300 }, () => exists(written));
  if (options.includes('enable-policy=always')) await allowSystemNamespaces(node);
}

function parseOption(option: string): [string, string] {
  const at = option.indexOf('=');
  return [option.slice(0, at), option.slice(at + 1)];
}

/** Cilium's settings, in the place where its installations have them. */
async function publishSettings(node: Node, data: Readonly<Record<string, string>>): Promise<void> {
  const metadata = { name: 'cilium-config', namespace: 'kube-system' };
  const configMap = { apiVersion: 'v1', kind: 'ConfigMap', metadata, data };
  await kubectl(node, ['apply', '--filename', '-'], JSON.stringify(configMap));
}
