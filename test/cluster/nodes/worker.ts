import { randomUUID } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { CachedImage } from '../builds/image-build.ts';
import { pauseReference } from '../builds/images.ts';
import type { KubernetesVersion } from '../builds/kubernetes-version.ts';
import { kubectl } from '../control-plane/kubectl.ts';
import { KUBELET_KUBECONFIG, NODE_KUBECONFIG, NODE_PKI } from '../control-plane/pki.ts';
import { type Node, runOnNode, startDaemon, waitUntil } from '../machine/daemon.ts';
import { CLUSTER_DOMAIN, NODE_NAMES } from '../state/network.ts';
import { type Engine, isCilium } from '../state/state.ts';

const CONTAINERD = '/run/containerd/containerd.sock';

const containerdConfig = (kubernetes: KubernetesVersion) => `version = 3
root = '/var/lib/containerd'
state = '/run/containerd'
disabled_plugins = ['io.containerd.nri.v1.nri']

[grpc]
address = '${CONTAINERD}'

[plugins.'io.containerd.cri.v1.images'.pinned_images]
sandbox = '${pauseReference(kubernetes)}'

[plugins.'io.containerd.cri.v1.runtime']
# Where root lacks CAP_SYS_RESOURCE, no process may be made less likely to be killed than its parent.
restrict_oom_score_adj = true

[plugins.'io.containerd.cri.v1.runtime'.cni]
bin_dirs = ['/usr/lib/cni', '/var/lib/cni/bin']
conf_dir = '/etc/cni/net.d'

[plugins.'io.containerd.cri.v1.runtime'.containerd.runtimes.runc]
runtime_type = 'io.containerd.runc.v2'

[plugins.'io.containerd.cri.v1.runtime'.containerd.runtimes.runc.options]
SystemdCgroup = false
`;

// Routed, not bridged: every packet between pods passes the node's FORWARD and POSTROUTING chains by itself.
const cniConfig = ({ index, families }: Pick<Node, 'index' | 'families'>) => ({
  cniVersion: '1.0.0',
  name: 'pods',
  plugins: [
    {
      type: 'ptp',
      ipMasq: false,
      ipam: {
        type: 'host-local',
        ranges: families.map(({ nodes }) => [{ subnet: nodes[index].podCidr }]),
        routes: families.map(({ unspecified }) => ({ dst: `${unspecified}/0` })),
      },
    },
    // Does nothing for pods without a hostPort.
    { type: 'portmap', capabilities: { portMappings: true } },
  ],
});

const kubeletConfig = ({ index, families: [family] }: Pick<Node, 'index' | 'families'>) => ({
  apiVersion: 'kubelet.config.k8s.io/v1beta1',
  kind: 'KubeletConfiguration',
  authentication: { anonymous: { enabled: false }, x509: { clientCAFile: `${NODE_PKI}/ca.crt` } },
  address: family.unspecified,
  tlsCertFile: `${NODE_PKI}/${NODE_NAMES[index]}.crt`,
  tlsPrivateKeyFile: `${NODE_PKI}/${NODE_NAMES[index]}.key`,
  cgroupDriver: 'cgroupfs',
  // Machines with the hybrid layout count as v1, which kubelet 1.35 and newer refuse by default.
  failCgroupV1: false,
  enforceNodeAllocatable: [],
  failSwapOn: false,
  clusterDNS: [family.dnsService],
  clusterDomain: CLUSTER_DOMAIN,
  containerRuntimeEndpoint: `unix://${CONTAINERD}`,
  resolvConf: '/etc/kubernetes/resolv.conf',
  maxPods: 200,
  evictionHard: { 'nodefs.available': '1%', 'imagefs.available': '1%', 'memory.available': '100Mi' },
  imageGCHighThresholdPercent: 100,
});

const kubeProxyConfig = ({ index, families }: Pick<Node, 'index' | 'families'>) => ({
  apiVersion: 'kubeproxy.config.k8s.io/v1alpha1',
  kind: 'KubeProxyConfiguration',
  clientConnection: { kubeconfig: NODE_KUBECONFIG },
  mode: 'nftables',
  clusterCIDR: families.map(({ podCidr }) => podCidr).join(','),
  hostnameOverride: NODE_NAMES[index],
  // Connection tracking limits are those of the whole machine, which this cluster must not change.
  conntrack: { maxPerCore: 0, min: 0, tcpEstablishedTimeout: '0s', tcpCloseWaitTimeout: '0s' },
});

/** Writes the files that the node's daemons read. This has to be done before boot, because the node's /etc consists of them. */
export async function writeNodeConfiguration(
  node: Omit<Node, 'machine'>,
  kubernetes: KubernetesVersion,
  engine: Engine,
): Promise<void> {
  const files: Record<string, string> = {
    // The node has its own UUID, so that no archive of a run identifies the underlying machine.
    'machine-id': `${randomUUID().replaceAll('-', '')}\n`,
    'containerd/config.toml': containerdConfig(kubernetes),
    // Cilium is a network plugin itself, and its agent writes the configuration.
    ...(isCilium(engine) ? {} : { 'cni/net.d/10-pods.conflist': JSON.stringify(cniConfig(node), null, 2) }),
    'kubernetes/kubelet.json': JSON.stringify(kubeletConfig(node), null, 2),
    'kubernetes/kube-proxy.json': JSON.stringify(kubeProxyConfig(node), null, 2),
    'kubernetes/resolv.conf': 'nameserver 127.0.0.1\n',
  };
  for (const [path, content] of Object.entries(files)) {
    const file = join(node.layout.etc, path);
    await mkdir(join(file, '..'), { recursive: true });
    await writeFile(file, content);
  }
}

export async function startContainerd(node: Node): Promise<void> {
  await startDaemon(node, 'containerd', ['containerd', '--config', '/etc/containerd/config.toml']);
  await waitUntil(node, { what: 'containerd to answer', log: 'containerd', seconds: 30 }, async () => {
    await runOnNode(node, ['ctr', '--address', CONTAINERD, 'version']);
    return true;
  });
}

/** Imports a docker archive under the names that it contains. */
export async function importImage(node: Node, { path }: Pick<CachedImage, 'path'>): Promise<void> {
  await runOnNode(node, ['ctr', '--address', CONTAINERD, '--namespace', 'k8s.io', 'images', 'import', '--local', path]);
}

export async function startKubelet(node: Node): Promise<void> {
  await startDaemon(node, 'kubelet', [
    'kubelet',
    '--config=/etc/kubernetes/kubelet.json',
    `--kubeconfig=${KUBELET_KUBECONFIG}`,
    `--hostname-override=${NODE_NAMES[node.index]}`,
    `--node-ip=${node.families.map(({ nodes }) => nodes[node.index].address).join(',')}`,
  ]);
}

/**
 * Waits until a node's kubelet has joined it, and gives it its ranges of addresses for pods. The controller manager does not do that here: after an
 * attempt that fails, it gives a node the next range, to which no route leads.
 */
export async function registerNode(node: Node): Promise<void> {
  const podCIDRs = node.families.map(({ nodes }) => nodes[node.index].podCidr);
  const patch = JSON.stringify({ spec: { podCIDR: podCIDRs[0], podCIDRs } });
  await waitUntil(node, { what: `the node to take ${podCIDRs.join(', ')}`, log: 'kubelet', seconds: 60 }, async () => {
    await kubectl(node, ['patch', 'node', NODE_NAMES[node.index], '--patch', patch]);
    return true;
  });
}

export async function waitForNode(node: Node): Promise<void> {
  await waitUntil(node, { what: 'the node to be Ready', log: 'kubelet', seconds: 90 }, async () => {
    return (await readNode(node, '{.status.conditions[?(@.type=="Ready")].status}')) === 'True';
  });
}

function readNode(node: Node, path: string): Promise<string> {
  return kubectl(node, ['get', 'node', NODE_NAMES[node.index], '--output', `jsonpath=${path}`]);
}

export async function startKubeProxy(node: Node): Promise<void> {
  await startDaemon(node, 'kube-proxy', ['kube-proxy', '--config=/etc/kubernetes/kube-proxy.json']);
}
