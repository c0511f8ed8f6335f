import type { ModelDefect } from './model-defect.ts';

/** Paths on which packets bypass the policies. */
export const pathDefects: readonly ModelDefect[] = [
  {
    name: 'always allows what stays within a namespace',
    reports: [],
    reaches: (right, { from, to }) => (from.pod !== null && from.pod.namespace === to.pod?.namespace ? 'open' : right),
  },
  {
    name: 'lets the pods of one node reach each other',
    reports: ['kubernetes/kubernetes#68055', 'cloudnativelabs/kube-router#803'],
    reaches: (right, { from, to }) => {
      const [node] = from.pod?.nodeAddresses ?? [];
      return node !== undefined && to.pod?.nodeAddresses.includes(node) ? 'open' : right;
    },
  },
  {
    name: 'lets what goes to the address of a service pass',
    reports: ['weaveworks/weave#3285'],
    reaches: (right, { servicePort }) => (servicePort === null ? right : 'open'),
  },
  {
    name: 'lets what goes to the address of a pod pass',
    reports: [],
    reaches: (right, { servicePort }) => (servicePort === null ? 'open' : right),
  },
  {
    name: 'lets what goes to the second address of a pod pass',
    reports: ['k3s-io/k3s#5386', 'rancher/rke2#8065'],
    reaches: (right, { to }) => (to.address.includes(':') ? 'open' : right),
  },
  {
    name: 'lets what goes to other nodes and outside pass',
    reports: ['Azure/azure-container-networking#2786'],
    reaches: (right, { to }) => (to.pod === null ? 'open' : right),
  },
];
