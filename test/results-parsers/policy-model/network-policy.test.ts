import { describe, expect, test } from '@jest/globals';
import { NetworkPolicy } from '../../../results-parsers/policy-model/network-policy.ts';

function withSpec(spec: unknown): unknown {
  return { apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', metadata: { namespace: 'x', name: 'p' }, spec };
}

function ofPort(port: unknown): unknown {
  return withSpec({ ingress: [{ ports: [port] }] });
}

function ofPeer(peer: unknown): unknown {
  return withSpec({ egress: [{ to: [peer] }] });
}

describe('a policy that the API server accepts is read:', () => {
  test.each([
    ['no rules', withSpec({})],
    ['null for omitted fields', withSpec({ podSelector: null, policyTypes: null, ingress: null, egress: null })],
    ['a range of ports', ofPort({ port: 80, endPort: 90, protocol: 'SCTP' })],
    ['a named port', ofPort({ port: 'http-2' })],
    ['both selectors', ofPeer({ podSelector: {}, namespaceSelector: {} })],
    ['an IPv6 block', ofPeer({ ipBlock: { cidr: 'fd00::/8', except: ['fd00::/16'] } })],
  ])('%s', (_, document) => {
    expect(NetworkPolicy.safeParse(document).success).toBe(true);
  });
});

describe('a policy that the API server rejects is rejected:', () => {
  test.each([
    ['an unknown protocol', ofPort({ protocol: 'ICMP' })],
    ['port 0', ofPort({ port: 0 })],
    ['a port above the highest', ofPort({ port: 65_536 })],
    ['a number as the name of a port', ofPort({ port: '80' })],
    ['a name with two hyphens in a row', ofPort({ port: 'a--b' })],
    ['an endPort below the port', ofPort({ port: 80, endPort: 79 })],
    ['an endPort without a port', ofPort({ endPort: 80 })],
    ['an endPort with a named port', ofPort({ port: 'http', endPort: 80 })],
    ['a peer without any selector or block', ofPeer({})],
    ['a block with a selector', ofPeer({ ipBlock: { cidr: '10.0.0.0/8' }, podSelector: {} })],
    ['an address without a prefix length', ofPeer({ ipBlock: { cidr: '10.0.0.0' } })],
    ['a prefix that is too long', ofPeer({ ipBlock: { cidr: '10.0.0.0/33' } })],
    ['a name instead of an address', ofPeer({ ipBlock: { cidr: 'node/8' } })],
    ['an exception that is not a range', ofPeer({ ipBlock: { cidr: '10.0.0.0/8', except: ['10.0.0.1'] } })],
    ['an unknown operator', withSpec({ podSelector: { matchExpressions: [{ key: 'a', operator: 'Gt' }] } })],
    ['In without values', withSpec({ podSelector: { matchExpressions: [{ key: 'a', operator: 'In', values: [] }] } })],
    [
      'Exists with values',
      withSpec({ podSelector: { matchExpressions: [{ key: 'a', operator: 'Exists', values: ['b'] }] } }),
    ],
    ['an unknown policy type', withSpec({ policyTypes: ['Both'] })],
  ])('%s', (_, document) => {
    expect(NetworkPolicy.safeParse(document).success).toBe(false);
  });
});
