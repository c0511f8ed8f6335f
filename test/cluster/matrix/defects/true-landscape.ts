import * as z from 'zod';
import type { Landscape, ModelPod } from '../../../../results-parsers/policy-model/landscape.ts';
import { NetworkPolicy, Protocol } from '../../../../results-parsers/policy-model/network-policy.ts';
import type { ApiObject, Objects } from './api-objects.ts';

const Ports = z.array(
  z.object({ name: z.string().optional(), protocol: Protocol.default('TCP'), containerPort: z.number() }),
);
const Pod = z.object({
  spec: z.object({
    hostNetwork: z.boolean().default(false),
    containers: z.array(z.object({ ports: Ports.default([]) })),
    initContainers: z.array(z.object({ restartPolicy: z.string().optional(), ports: Ports.default([]) })).default([]),
  }),
  status: z.object({
    podIPs: z.array(z.object({ ip: z.string() })).default([]),
    hostIPs: z.array(z.object({ ip: z.string() })).default([]),
  }),
});

/** The objects in the form of the model. */
export function landscapeOf({ namespaces, pods, networkpolicies }: Objects): Landscape {
  return {
    namespaces: [...namespaces.values()].map(({ metadata: { name, labels = {} } }) => ({ name, labels })),
    pods: [...pods.values()].map(modelPod),
    policies: [...networkpolicies.values()].map((policy) => NetworkPolicy.parse(policy)),
  };
}

function modelPod({ metadata: { namespace = '', name, labels = {} }, ...rest }: ApiObject): ModelPod {
  const { spec, status } = Pod.parse(rest);
  return {
    namespace,
    name,
    labels,
    addresses: status.podIPs.map(({ ip }) => ip),
    nodeAddresses: status.hostIPs.map(({ ip }) => ip),
    hostNetwork: spec.hostNetwork,
    ports: [
      ...spec.containers.flatMap(({ ports }) => ports.map(modelPort)),
      ...spec.initContainers
        .filter(({ restartPolicy }) => restartPolicy === 'Always')
        .flatMap(({ ports }) => ports.map((each) => ({ ...modelPort(each), sidecar: true as const }))),
    ],
  };
}

function modelPort({ name, protocol, containerPort }: z.infer<typeof Ports>[number]): ModelPod['ports'][number] {
  return { name: name ?? null, protocol, port: containerPort };
}
