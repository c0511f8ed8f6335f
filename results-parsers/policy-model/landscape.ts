import * as z from 'zod';
import { Labels, NetworkPolicy, PortNumber, Protocol } from './network-policy.ts';

const Address = z.union([z.ipv4(), z.ipv6()]);

export const ModelNamespace = z.object({ name: z.string(), labels: Labels });
export type ModelNamespace = z.infer<typeof ModelNamespace>;

export const ModelPod = z.object({
  namespace: z.string(),
  name: z.string(),
  labels: Labels,
  /** One address of each family that the cluster has. */
  addresses: z.array(Address),
  /** Addresses of the node that it runs on. */
  nodeAddresses: z.array(Address),
  hostNetwork: z.boolean(),
  /** Ports that its containers declare, which is what names stand for. A server needs none to listen. */
  ports: z.array(
    z.object({
      name: z.string().nullable(),
      protocol: Protocol,
      port: PortNumber,
      /** True: a sidecar declares it, which is an init container that is restarted for as long as the pod runs; left out: an ordinary container. */
      sidecar: z.literal(true).optional(),
    }),
  ),
});
export type ModelPod = z.infer<typeof ModelPod>;

/** Everything that decides which connections are open. */
export const Landscape = z.object({
  namespaces: z.array(ModelNamespace),
  pods: z.array(ModelPod),
  policies: z.array(NetworkPolicy),
});
export type Landscape = z.infer<typeof Landscape>;

/** An end of a connection. Null: no pod of the landscape has the address, as with addresses outside the cluster and of nodes. */
export type Endpoint = { pod: ModelPod | null; address: string };

/** A connection to be opened, with addresses and port after services have been translated to pods. */
export type Connection = {
  from: Endpoint;
  to: Endpoint;
  protocol: Protocol;
  port: number;
  /** Already open since before the policies or labels changed. */
  established?: boolean;
};
