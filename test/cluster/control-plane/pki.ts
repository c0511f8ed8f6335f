import { cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import type { Node } from '../machine/daemon.ts';
import type { ClusterLayout } from '../state/layout.ts';
import { type AddressFamilies, apiServerUrl, CLUSTER_DOMAIN, NODE_NAMES, type NodeIndex } from '../state/network.ts';

interface Certificate {
  readonly file: string;
  readonly subject: string;
  readonly names?: readonly string[];
}

const certificates = (families: AddressFamilies, nodes: readonly NodeIndex[]): Certificate[] => [
  {
    file: 'apiserver',
    subject: '/CN=kube-apiserver',
    names: [
      'DNS:kubernetes',
      'DNS:kubernetes.default',
      'DNS:kubernetes.default.svc',
      `DNS:kubernetes.default.svc.${CLUSTER_DOMAIN}`,
      ...families.flatMap(({ nodes: [{ address }], apiServerService }) => [`IP:${address}`, `IP:${apiServerService}`]),
    ],
  },
  { file: 'admin', subject: '/O=system:masters/CN=admin' },
  ...nodes.map((index) => ({
    file: NODE_NAMES[index],
    subject: `/O=system:nodes/CN=system:node:${NODE_NAMES[index]}`,
    names: [`DNS:${NODE_NAMES[index]}`, ...families.map(({ nodes: places }) => `IP:${places[index].address}`)],
  })),
];

/** The directory with the keys on a node; those of its kubelet have the node's name. */
export const NODE_PKI = '/etc/kubernetes/pki';
export const NODE_KUBECONFIG = '/etc/kubernetes/admin.kubeconfig';
export const KUBELET_KUBECONFIG = '/etc/kubernetes/kubelet.kubeconfig';

/**
 * Makes the cluster's own authority, its certificates, the key for service account tokens, and the kubeconfigs. Every node gets all of
 * the keys: a test cluster has nothing to protect.
 */
export async function createPki(
  cluster: ClusterLayout,
  families: AddressFamilies,
  nodes: readonly Pick<Node, 'index' | 'layout'>[],
): Promise<void> {
  const directory = join(cluster.root, 'pki');
  await mkdir(directory, { recursive: true });
  const openssl = (...args: string[]) => execa('openssl', args, { cwd: directory });
  const key = (file: string) => openssl('ecparam', '-name', 'prime256v1', '-genkey', '-noout', '-out', `${file}.key`);

  await key('ca');
  await openssl('req', '-x509', '-new', '-key', 'ca.key', '-subj', '/CN=test-cluster', '-days', '30', '-out', 'ca.crt');
  for (const { file, subject, names } of certificates(
    families,
    nodes.map(({ index }) => index),
  )) {
    await key(file);
    await openssl('req', '-new', '-key', `${file}.key`, '-subj', subject, '-out', `${file}.csr`);
    const extensions = [
      'extendedKeyUsage=serverAuth,clientAuth',
      ...(names ? [`subjectAltName=${names.join(',')}`] : []),
    ];
    await writeFile(join(directory, `${file}.ext`), extensions.join('\n'));
    const ca = ['-CA', 'ca.crt', '-CAkey', 'ca.key', '-CAcreateserial'];
    await openssl(
      'x509',
      '-req',
      '-in',
      `${file}.csr`,
      ...ca,
      '-days',
      '30',
      '-extfile',
      `${file}.ext`,
      '-out',
      `${file}.crt`,
    );
  }
  await openssl('genrsa', '-out', 'service-accounts.key', '2048');

  const server = apiServerUrl(families);
  await writeKubeconfig(cluster.kubeconfig, { directory, user: 'admin', server });
  for (const { index, layout } of nodes) {
    await cp(directory, join(layout.etc, 'kubernetes/pki'), { recursive: true });
    await cp(cluster.kubeconfig, join(layout.etc, 'kubernetes/admin.kubeconfig'));
    const path = join(layout.etc, 'kubernetes/kubelet.kubeconfig');
    await writeKubeconfig(path, { directory, user: NODE_NAMES[index], server });
  }
}

async function writeKubeconfig(
  path: string,
  { directory, user, server }: { directory: string; user: string; server: string },
): Promise<void> {
  const data = async (file: string) => (await readFile(join(directory, file))).toString('base64');
  const kubeconfig = {
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [{ name: 'test', cluster: { server, 'certificate-authority-data': await data('ca.crt') } }],
    users: [
      {
        name: user,
        user: {
          'client-certificate-data': await data(`${user}.crt`),
          'client-key-data': await data(`${user}.key`),
        },
      },
    ],
    contexts: [{ name: 'test', context: { cluster: 'test', user } }],
    'current-context': 'test',
  };
  await writeFile(path, JSON.stringify(kubeconfig, null, 2), { mode: 0o600 });
}
