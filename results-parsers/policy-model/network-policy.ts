import { isIP } from 'node:net';
import * as z from 'zod';

/**
 * The part of NetworkPolicy, networking.k8s.io/v1, that says which connections are open. What the API server refuses is refused here,
 * except for an `except` outside its `cidr`: older API servers stored those.
 */

export const Labels = z.record(z.string(), z.string());
export type Labels = z.infer<typeof Labels>;

export const Protocol = z.enum(['TCP', 'UDP', 'SCTP']);
export type Protocol = z.infer<typeof Protocol>;

export const PortNumber = z.int().min(1).max(65_535);

/** Follows validation.IsValidPortName. */
const PortName = z
  .string()
  .max(15)
  .regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/)
  .regex(/[a-z]/);

const SelectorRequirement = z.discriminatedUnion('operator', [
  z.object({ key: z.string(), operator: z.enum(['In', 'NotIn']), values: z.array(z.string()).min(1) }),
  z.object({
    key: z.string(),
    operator: z.enum(['Exists', 'DoesNotExist']),
    values: z.array(z.string()).max(0).nullish(),
  }),
]);
export type SelectorRequirement = z.infer<typeof SelectorRequirement>;

/** Empty: it selects everything. */
export const LabelSelector = z.object({
  matchLabels: Labels.nullish(),
  matchExpressions: z.array(SelectorRequirement).nullish(),
});
export type LabelSelector = z.infer<typeof LabelSelector>;

const Cidr = z.string().refine(isCidr, { error: 'expected an address and the length of its prefix, as in 10.0.0.0/8' });

export const IpBlock = z.object({ cidr: Cidr, except: z.array(Cidr).nullish() });
export type IpBlock = z.infer<typeof IpBlock>;

export const PolicyPeer = z
  .object({
    podSelector: LabelSelector.nullish(),
    namespaceSelector: LabelSelector.nullish(),
    ipBlock: IpBlock.nullish(),
  })
  .refine(
    ({ podSelector, namespaceSelector, ipBlock }) =>
      Boolean(ipBlock) !== (Boolean(podSelector) || Boolean(namespaceSelector)),
    { error: 'expected either an ipBlock, or a podSelector, a namespaceSelector or both' },
  );
export type PolicyPeer = z.infer<typeof PolicyPeer>;

export const PolicyPort = z
  .object({
    protocol: Protocol.nullish(),
    port: z.union([PortNumber, PortName]).nullish(),
    endPort: PortNumber.nullish(),
  })
  .refine(({ port, endPort }) => !endPort || (typeof port === 'number' && port <= endPort), {
    error: 'expected an endPort only with a port, as a number that is not greater',
  });
export type PolicyPort = z.infer<typeof PolicyPort>;

const Ports = z.array(PolicyPort).nullish();
const Peers = z.array(PolicyPeer).nullish();

export const Direction = z.enum(['Ingress', 'Egress']);
export type Direction = z.infer<typeof Direction>;

export const NetworkPolicy = z.object({
  metadata: z.object({ namespace: z.string(), name: z.string() }),
  spec: z.object({
    podSelector: LabelSelector.nullish(),
    policyTypes: z.array(Direction).max(2).nullish(),
    ingress: z.array(z.object({ ports: Ports, from: Peers })).nullish(),
    egress: z.array(z.object({ ports: Ports, to: Peers })).nullish(),
  }),
});
export type NetworkPolicy = z.infer<typeof NetworkPolicy>;

function isCidr(text: string): boolean {
  const [address = '', length = '', ...more] = text.split('/');
  const bits = { 0: -1, 4: 32, 6: 128 }[isIP(address)] ?? -1;
  return more.length === 0 && /^\d{1,3}$/.test(length) && Number(length) <= bits;
}
