import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import type { ClusterLayout } from './layout.ts';
import { API_SERVER_URL, network } from './network.ts';

interface Certificate {
  readonly file: string;
  readonly subject: string;
  readonly names?: readonly string[];
}

const CERTIFICATES: readonly Certificate[] = [
  {
    file: 'apiserver',
    subject: '/CN=kube-apiserver',
    names: [
      'DNS:kubernetes',
      'DNS:kubernetes.default',
      'DNS:kubernetes.default.svc',
      `DNS:kubernetes.default.svc.${network.clusterDomain}`,
      `IP:${network.node}`,
      `IP:${network.apiServerService}`,
    ],
  },
  { file: 'admin', subject: '/O=system:masters/CN=admin' },
  {
    file: 'kubelet',
    subject: `/O=system:nodes/CN=system:node:${network.nodeName}`,
    names: [`DNS:${network.nodeName}`, `IP:${network.node}`],
  },
];

/** Where the node finds its keys; the same directory as the host sees it is `pkiDirectory`. */
export const NODE_PKI = '/etc/kubernetes/pki';
export const NODE_KUBECONFIG = '/etc/kubernetes/admin.kubeconfig';
export const KUBELET_KUBECONFIG = '/etc/kubernetes/kubelet.kubeconfig';

/** Makes the cluster's own authority, its certificates, the key for service account tokens, and the kubeconfigs. */
export async function createPki(layout: ClusterLayout): Promise<void> {
  const directory = join(layout.etc, 'kubernetes/pki');
  await mkdir(directory, { recursive: true });
  const openssl = (...args: string[]) => execa('openssl', args, { cwd: directory });
  const key = (file: string) => openssl('ecparam', '-name', 'prime256v1', '-genkey', '-noout', '-out', `${file}.key`);

  await key('ca');
  await openssl('req', '-x509', '-new', '-key', 'ca.key', '-subj', '/CN=test-cluster', '-days', '30', '-out', 'ca.crt');
  for (const { file, subject, names } of CERTIFICATES) {
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

  await writeKubeconfig(directory, 'admin', [layout.kubeconfig, join(layout.etc, 'kubernetes/admin.kubeconfig')]);
  await writeKubeconfig(directory, 'kubelet', [join(layout.etc, 'kubernetes/kubelet.kubeconfig')]);
}

async function writeKubeconfig(directory: string, user: string, paths: readonly string[]): Promise<void> {
  const data = async (file: string) => (await readFile(join(directory, file))).toString('base64');
  const kubeconfig = {
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [
      { name: 'test', cluster: { server: API_SERVER_URL, 'certificate-authority-data': await data('ca.crt') } },
    ],
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
  for (const path of paths) {
    await writeFile(path, JSON.stringify(kubeconfig, null, 2), { mode: 0o600 });
  }
}
