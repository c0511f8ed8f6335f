/** Namespaces that every operator leaves out, so that the cluster itself keeps working. */
export const LEFT_OUT = ['default', 'kube-system', 'kube-public', 'kube-node-lease'];
export const SONOBUOY = 'sonobuoy';

/** A policy for namespaces: nothing in, nothing out. */
export const DENY = { podSelector: {}, policyTypes: ['Ingress', 'Egress'] };
/** Nothing in from other namespaces. */
export const ISOLATE = { podSelector: {}, policyTypes: ['Ingress'], ingress: [{ from: [{ podSelector: {} }] }] };
