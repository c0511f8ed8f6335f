import { blockHas } from '../../../../results-parsers/policy-model/ip-block.ts';
import type { ApiEvent, Lie, Peer, Rule } from './lie.ts';
import { ofPolicies } from './lie.ts';

const NOBODY: Peer = { ipBlock: { cidr: '192.0.2.0/32' } };

/** Defects of blocks of addresses, of the rules that let in. */
export const blockLies = {
  'lets a narrow block hide a broad one': ofPolicies((spec) => {
    const rules = ingressOf(spec);
    const narrowerThan = (cidr: string): string[] => blocksIn(rules).filter((other) => isWithin(other, cidr));
    const read = ({ ipBlock, ...peer }: Peer): Peer =>
      ipBlock === undefined
        ? peer
        : { ipBlock: { ...ipBlock, except: [...(ipBlock.except ?? []), ...narrowerThan(ipBlock.cidr)] } };
    return { ...spec, ingress: rules.map((rule) => withPeers(rule, read)) };
  }),
  'blocks what a block excepts, although another rule allows it': () => {
    const policies = new Map<string, ApiEvent>();
    return (event, plural) => {
      if (plural !== 'networkpolicies' || event.type === 'BOOKMARK') return [event];
      const { uid } = event.object.metadata;
      if (event.type === 'DELETED') policies.delete(uid);
      else policies.set(uid, event);
      const excepted = [...policies.values()].flatMap(({ object }) => exceptionsIn(ingressOf(object.spec ?? {})));
      // What another policy excepts changes what those are taken for that the engine was told of before.
      const others = [...policies]
        .filter(([other]) => other !== uid)
        .map(([, { object }]) => ({ type: 'MODIFIED', object }));
      return [event, ...others].map((each) => withoutBlocks(each, excepted));
    };
  },
} as const satisfies Record<string, () => Lie>;

function ingressOf(spec: Record<string, unknown>): Rule[] {
  const { ingress } = spec;
  return Array.isArray(ingress) ? ingress : [];
}

function blocksIn(rules: readonly Rule[]): string[] {
  return rules.flatMap(({ from = [] }) => from.flatMap(({ ipBlock }) => ipBlock?.cidr ?? []));
}

function exceptionsIn(rules: readonly Rule[]): string[] {
  return rules.flatMap(({ from = [] }) => from.flatMap(({ ipBlock }) => ipBlock?.except ?? []));
}

function isWithin(inner: string, outer: string): boolean {
  const [address = '', length = ''] = inner.split('/');
  return Number(length) > Number(outer.split('/')[1]) && blockHas({ cidr: outer }, address);
}

function withPeers({ from, ...rule }: Rule, read: (peer: Peer) => Peer): Rule {
  return from === undefined ? rule : { ...rule, from: from.map(read) };
}

function withoutBlocks(event: ApiEvent, cidrs: readonly string[]): ApiEvent {
  const { spec } = event.object;
  if (spec === undefined || !Array.isArray(spec['ingress'])) return event;
  const read = (peer: Peer): Peer => (cidrs.includes(peer.ipBlock?.cidr ?? '') ? NOBODY : peer);
  const ingress = ingressOf(spec).map((rule) => withPeers(rule, read));
  return { ...event, object: { ...event.object, spec: { ...spec, ingress } } };
}
