import type { PolicyPeer } from '../../../../results-parsers/policy-model/network-policy.ts';
import { asks, onPod, policy } from '../scenario.ts';
import { GUEST, type Window, type WindowPlace } from './window.ts';

const TCP_8080 = { protocol: 'TCP', port: 8080 } as const;
const ISOLATED = { role: 'isolated' };
const FRIEND = { role: 'friend' };

/** Lets only this peer connect to x-a. */
const intoXa = ({ x }: WindowPlace, peer: PolicyPeer) =>
  policy(x, { ...onPod('x-a'), policyTypes: ['Ingress'], ingress: [{ from: [peer] }] }, 'into-x-a');

/** Lets no pod connect to isolated pods. */
const isolated = (namespace: string) =>
  policy(namespace, { podSelector: { matchLabels: ISOLATED }, policyTypes: ['Ingress'], ingress: [] }, 'isolated');

/** All windows, in the order in which they are carried out. */
export const windows: readonly Window[] = [
  {
    id: 'isolated-without-rules',
    states: ({ x }) => [
      { policies: [] },
      { policies: [policy(x, { ...onPod('x-a'), policyTypes: ['Ingress', 'Egress'] }, 'without-rules')] },
    ],
    asks: [...asks(['y-a'], ['x-a', 'x-b'], [8080]), ...asks(['x-a'], ['y-a'], [8080])],
  },
  {
    id: 'policy-re-made',
    states: ({ x }) => {
      const allowing = (port: number) =>
        policy(x, { ...onPod('x-a'), policyTypes: ['Ingress'], ingress: [{ ports: [{ port }] }] }, 'made-again');
      return [{ policies: [allowing(8080)] }, { policies: [] }, { policies: [allowing(8081)] }];
    },
    asks: asks(['y-a'], ['x-a'], [8080, 8081, 8082]),
  },
  {
    id: 'label-moved',
    states: (place) => {
      const policies = [intoXa(place, { podSelector: { matchLabels: FRIEND } })];
      return [
        { policies, podLabels: { 'x-b': FRIEND } },
        { policies, podLabels: { 'x-c': FRIEND } },
      ];
    },
    asks: asks(['x-b', 'x-c'], ['x-a'], [8080]),
  },
  {
    id: 'pod-re-made',
    kept: 'name',
    states: ({ x }) => {
      const onlyFromXb = policy(
        x,
        { podSelector: { matchLabels: ISOLATED }, policyTypes: ['Ingress'], ingress: [{ from: [onPod('x-b')] }] },
        'from-x-b',
      );
      const state = { policies: [onlyFromXb], guest: { labels: ISOLATED } };
      return [state, state];
    },
    asks: (['x-c', 'x-b'] as const).map((from) => ({ from, to: GUEST, ...TCP_8080 })),
  },
  {
    id: 'address-reused',
    kept: 'address',
    states: (place) => {
      const policies = [isolated(place.x), intoXa(place, { podSelector: { matchLabels: ISOLATED } })];
      return [
        { policies, guest: { labels: ISOLATED } },
        { policies, guest: { labels: { role: 'stranger' } } },
      ];
    },
    asks: [
      { from: 'y-a', to: GUEST, ...TCP_8080 },
      { from: GUEST, to: 'x-a', ...TCP_8080 },
    ],
  },
  {
    id: 'namespace-re-made',
    kept: 'namespace',
    oldNamespaceLabels: FRIEND,
    states: (place) => {
      const friends = intoXa(place, { namespaceSelector: { matchLabels: FRIEND } });
      return [
        { policies: [friends, isolated(place.guest)], guest: { labels: ISOLATED } },
        { policies: [friends], guest: { labels: ISOLATED } },
      ];
    },
    asks: [
      { from: GUEST, to: 'x-a', ...TCP_8080 },
      { from: 'y-a', to: GUEST, ...TCP_8080 },
    ],
  },
];
