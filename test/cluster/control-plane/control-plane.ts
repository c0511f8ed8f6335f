import { type Node, startDaemon, waitUntil } from '../machine/daemon.ts';
import { CLUSTER_DOMAIN, controlPlaneAddress } from '../state/network.ts';
import { kubectl } from './kubectl.ts';
import { NODE_KUBECONFIG, NODE_PKI } from './pki.ts';

const ETCD = 'http://127.0.0.1:2379';

/** Starts etcd, the API server, the controller manager and the scheduler, and waits until the API answers. */
export async function startControlPlane(node: Node): Promise<void> {
  const { families } = node;
  const serviceCidrs = families.map(({ serviceCidr }) => serviceCidr).join(',');
  await startDaemon(node, 'etcd', [
    'etcd',
    '--name=etcd',
    '--data-dir=/var/lib/etcd',
    `--listen-client-urls=${ETCD}`,
    `--advertise-client-urls=${ETCD}`,
    '--listen-peer-urls=http://127.0.0.1:2380',
    // A test cluster's data need not survive a power cut, and syncing is most of etcd's cost on a small disk.
    '--unsafe-no-fsync',
    '--log-level=warn',
  ]);
  await startDaemon(node, 'kube-apiserver', [
    'kube-apiserver',
    `--etcd-servers=${ETCD}`,
    `--advertise-address=${controlPlaneAddress(families)}`,
    `--bind-address=${families[0].unspecified}`,
    `--service-cluster-ip-range=${serviceCidrs}`,
    '--authorization-mode=Node,RBAC',
    '--allow-privileged=true',
    `--client-ca-file=${NODE_PKI}/ca.crt`,
    `--tls-cert-file=${NODE_PKI}/apiserver.crt`,
    `--tls-private-key-file=${NODE_PKI}/apiserver.key`,
    `--kubelet-client-certificate=${NODE_PKI}/admin.crt`,
    `--kubelet-client-key=${NODE_PKI}/admin.key`,
    '--kubelet-preferred-address-types=InternalIP',
    `--service-account-issuer=https://kubernetes.default.svc.${CLUSTER_DOMAIN}`,
    `--service-account-key-file=${NODE_PKI}/service-accounts.key`,
    `--service-account-signing-key-file=${NODE_PKI}/service-accounts.key`,
  ]);
  await waitUntil(node, { what: 'the API server to be ready', log: 'kube-apiserver', seconds: 90 }, async () => {
    return (await kubectl(node, ['get', '--raw', '/readyz'])) === 'ok';
  });
  await startDaemon(node, 'kube-controller-manager', [
    'kube-controller-manager',
    `--kubeconfig=${NODE_KUBECONFIG}`,
    `--service-cluster-ip-range=${serviceCidrs}`,
    `--root-ca-file=${NODE_PKI}/ca.crt`,
    `--service-account-private-key-file=${NODE_PKI}/service-accounts.key`,
    '--use-service-account-credentials',
    '--leader-elect=false',
  ]);
  await startDaemon(node, 'kube-scheduler', [
    'kube-scheduler',
    `--kubeconfig=${NODE_KUBECONFIG}`,
    '--leader-elect=false',
  ]);
}
