import type { OwnedObject } from '../cluster/owned-object.ts';

/** Selects a namespace by the label that every namespace has. */
export const byName = (namespace: string) => ({ matchLabels: { 'kubernetes.io/metadata.name': namespace } });

/** A NetworkPolicy for all pods of a namespace that lets in only traffic from the other namespaces named. */
export function ingressPolicy(name: string, namespace: string, allowedFrom: readonly string[]): OwnedObject {
  const ingress = allowedFrom.map((other) => ({ from: [{ namespaceSelector: byName(other) }] }));
  return {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    plural: 'networkpolicies',
    namespace,
    name,
    spec: { podSelector: {}, policyTypes: ['Ingress'], ingress },
  };
}
