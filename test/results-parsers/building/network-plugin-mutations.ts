import fc from 'fast-check';
import type { Mutant } from './mutations.ts';
import type { Member, Original } from './originals.ts';
import { OWN_RESULTS } from './sonobuoy.ts';
import { tarOf } from './tar.ts';

const DAEMON_SETS = 'resources/ns/kube-system/apps_v1_daemonsets.json';
const ENDPOINTS = 'resources/ns/sonobuoy/cilium.io_v2_ciliumendpoints.json';
const PODS = 'resources/ns/sonobuoy/core_v1_pods.json';
const CILIUM_NODES = 'resources/cluster/cilium.io_v2_ciliumnodes.json';
const NODES = 'resources/cluster/core_v1_nodes.json';

type Change = { mutation: string; lost: string | null; apply: (members: readonly Member[]) => Member[] };

const without =
  (...paths: string[]) =>
  (members: readonly Member[]): Member[] =>
    members.filter(({ path }) => !paths.includes(path));

const replacing =
  (path: string, from: string, to: string) =>
  (members: readonly Member[]): Member[] =>
    members.map((member) =>
      member.path === path
        ? { path, content: Buffer.from(member.content.toString('utf8').replaceAll(from, to)) }
        : member,
    );

const adding =
  (path: string, content: string) =>
  (members: readonly Member[]): Member[] => [...members, { path, content: Buffer.from(content) }];

const calico = (image: string): string =>
  JSON.stringify([
    {
      metadata: { namespace: 'calico-system', name: 'calico-node' },
      spec: { template: { spec: { containers: [{ image }] } } },
      status: { numberReady: 1 },
    },
  ]);

/** What is done to the marks of a cluster with Cilium whose agent, nodes, pods and API group all show it. */
const changes: readonly Change[] = [
  { mutation: 'plugin: object of pod dropped', lost: 'what it made for the pod', apply: without(ENDPOINTS) },
  { mutation: 'plugin: pods dropped', lost: 'the pod', apply: without(PODS) },
  { mutation: 'plugin: agent and nodes dropped', lost: 'its agent', apply: without(DAEMON_SETS, CILIUM_NODES) },
  { mutation: 'plugin: name alone', lost: 'all but a name', apply: without(ENDPOINTS, CILIUM_NODES, NODES) },
  { mutation: 'plugin: UID changed', lost: 'the pod', apply: replacing(ENDPOINTS, 'uid-of-pod', 'uid-of-other') },
  { mutation: 'plugin: address changed', lost: 'the pod', apply: replacing(ENDPOINTS, '10.244.0.7', '10.244.0.9') },
  { mutation: 'plugin: object emptied', lost: 'the pod', apply: replacing(ENDPOINTS, '"ownerReferences"', '"other"') },
  {
    mutation: 'plugin: another at work',
    lost: 'the only one',
    apply: adding('resources/ns/calico-system/apps_v1_daemonsets.json', calico('quay.io/calico/node:v3.32.0')),
  },
  {
    mutation: 'plugin: another by name',
    lost: 'the only one',
    apply: adding('resources/ns/calico-system/apps_v1_daemonsets.json', calico('busybox')),
  },
  {
    mutation: 'plugin: another on the pods',
    lost: 'the only one',
    apply: replacing(PODS, '"uid":', '"annotations":{"cni.projectcalico.org/podIP":""},"uid":'),
  },
  {
    mutation: 'plugin: unread daemon sets',
    lost: 'the only one',
    apply: adding('resources/ns/x/apps_v1_daemonsets.json', '{'),
  },
  {
    mutation: 'plugin: another namespace',
    lost: 'the namespace',
    apply: replacing('meta/config.json', '{"UUID"', '{"Namespace":"mine","UUID"'),
  },
  { mutation: 'plugin: agent dropped', lost: null, apply: without(DAEMON_SETS) },
  { mutation: 'plugin: nodes dropped', lost: null, apply: without(CILIUM_NODES) },
];

/** Mutants of what shows the network plugin, on which a waiver depends. */
export function networkPluginMutantsOf({ members }: Original): fc.Arbitrary<Mutant> {
  return fc
    .constantFrom(...changes)
    .map(({ mutation, lost, apply }) => ({ mutation, lost, bytes: tarOf(apply(members)) }));
}

const AGENT = 'resources/ns/kube-flannel/apps_v1_daemonsets.json';
const RECORD = `${OWN_RESULTS}run-record.json`;

const inRecord =
  (from: string, to: string) =>
  (members: readonly Member[]): Member[] => {
    const text = members.find(({ path }) => path === RECORD)?.content.toString('utf8') ?? '';
    if (!text.includes(from)) throw new Error(`expected ${from} in the run record`);
    return replacing(RECORD, from, to)(members);
  };

/** What is done to the marks of a cluster with flannel, which makes nothing for pods, so that the runner's record has to agree. */
const recordChanges: readonly Change[] = [
  { mutation: 'record: plugin not asked for', lost: 'the answer', apply: inRecord('"networkPlugin":{', '"other":{') },
  {
    mutation: 'record: agent ready on no node',
    lost: 'its agent',
    apply: inRecord('"readyNodes":1', '"readyNodes":0'),
  },
  {
    mutation: 'record: a node more',
    lost: 'its agent there',
    apply: inRecord('"nodes":1,"agents"', '"nodes":2,"agents"'),
  },
  { mutation: 'record: no node', lost: 'the nodes', apply: inRecord('"nodes":1,"agents"', '"nodes":0,"agents"') },
  {
    mutation: 'record: network of its own',
    lost: 'an agent',
    apply: inRecord('"hostNetwork":true', '"hostNetwork":false'),
  },
  { mutation: 'record: another image', lost: 'the same agent', apply: inRecord('flannel:v0.28.1', 'flannel:v0.28.0') },
  { mutation: 'record: another namespace', lost: 'the same agent', apply: inRecord('"kube-flannel"', '"kube-system"') },
  {
    mutation: 'record: no mark of nodes',
    lost: 'the nodes',
    apply: inRecord('flannel.alpha.coreos.com/', 'other.example/'),
  },
  {
    mutation: 'record: another on the pod',
    lost: 'the only one',
    apply: inRecord('"podKeys":[]', '"podKeys":["cni.projectcalico.org/podIP"]'),
  },
  { mutation: 'record: agent dropped beside it', lost: 'its agent', apply: without(AGENT) },
  { mutation: 'record: nodes dropped beside it', lost: 'the nodes', apply: without(NODES) },
  {
    mutation: 'record: another at work beside it',
    lost: 'the only one',
    apply: adding('resources/ns/calico-system/apps_v1_daemonsets.json', calico('quay.io/calico/node:v3.32.0')),
  },
];

/** Mutants of what our runner was told of the network plugin, and of what has to agree with it. */
export function recordedPluginMutantsOf({ members }: Original): Mutant[] {
  return recordChanges.map(({ mutation, lost, apply }) => ({ mutation, lost, bytes: tarOf(apply(members)) }));
}
