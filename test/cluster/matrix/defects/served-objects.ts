import type { Landscape } from '../../../../results-parsers/policy-model/landscape.ts';
import type { Labels, NetworkPolicy } from '../../../../results-parsers/policy-model/network-policy.ts';
import { type ApiObject, keyOf, type Objects, type ObjectsOfKind } from './api-objects.ts';
import { withPlainPorts } from './sidecar-ports.ts';

/**
 * The objects to serve to an engine, so that it takes the believed landscape for the real one. Pods and namespaces differ from the real ones
 * only in their labels, and in that the ports of sidecars are those of a container; policies differ only in their specs, or are copies.
 *
 * @param ever every policy that has ever existed, by its key
 */
export function servedObjects(truth: Objects, ever: ObjectsOfKind, believed: Landscape): Objects {
  const labelsOf = new Map<string, Labels>([
    ...believed.namespaces.map(({ name, labels }): [string, Labels] => [name, labels]),
    ...believed.pods.map(({ namespace, name, labels }): [string, Labels] => [`${namespace}/${name}`, labels]),
  ]);
  const labelled = (objects: ObjectsOfKind): ObjectsOfKind =>
    new Map([...objects].map(([key, object]) => [key, withLabels(object, labelsOf.get(key))]));
  const policies = believed.policies.map((policy) => servedPolicy(policy, truth.networkpolicies, ever));
  return {
    namespaces: labelled(truth.namespaces),
    pods: new Map([...labelled(truth.pods)].map(([key, pod]) => [key, withPlainPorts(pod)])),
    networkpolicies: new Map(policies.map((object) => [keyOf(object), object])),
  };
}

function withLabels(object: ApiObject, labels: Labels | undefined): ApiObject {
  const { metadata } = object;
  const isSame = labels === undefined || JSON.stringify(labels) === JSON.stringify(metadata.labels ?? {});
  return isSame ? object : { ...object, metadata: { ...metadata, labels } };
}

function servedPolicy({ metadata, spec }: NetworkPolicy, now: ObjectsOfKind, ever: ObjectsOfKind): ApiObject {
  const key = keyOf({ metadata: { ...metadata, uid: '' } });
  const original = now.get(key) ?? ever.get(key);
  const template = original ?? [...now.values()].find((each) => each.metadata.name === metadata.name);
  if (template === undefined) throw new Error(`expected a policy ${metadata.name} to serve, found none`);
  const uid = original === undefined ? `${template.metadata.uid}-${metadata.namespace}` : template.metadata.uid;
  return { ...template, metadata: { ...template.metadata, ...metadata, uid }, spec: asServed(spec) };
}

/** A spec in the form in which the API server serves it: with all defaults, and without empty lists of rules. */
export function asServed({ podSelector, policyTypes, ingress, egress }: NetworkPolicy['spec']): NetworkPolicy['spec'] {
  const ports = (list: NonNullable<typeof ingress>[number]['ports']) =>
    list?.length ? { ports: list.map(({ protocol, ...port }) => ({ ...port, protocol: protocol ?? 'TCP' })) } : {};
  const incoming = (ingress ?? []).map((rule) => ({
    ...(rule.from?.length ? { from: rule.from } : {}),
    ...ports(rule.ports),
  }));
  const outgoing = (egress ?? []).map((rule) => ({
    ...(rule.to?.length ? { to: rule.to } : {}),
    ...ports(rule.ports),
  }));
  return {
    podSelector: podSelector ?? {},
    ...(incoming.length === 0 ? {} : { ingress: incoming }),
    ...(outgoing.length === 0 ? {} : { egress: outgoing }),
    policyTypes: policyTypes?.length ? policyTypes : ['Ingress', ...(outgoing.length === 0 ? [] : ['Egress' as const])],
  };
}
