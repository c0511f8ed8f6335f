import * as z from 'zod';
import { selects } from '../../results-parsers/policy-model/label-selector.ts';
import { LabelSelector, type Labels } from '../../results-parsers/policy-model/network-policy.ts';
import { calicoSelects } from './calico-selector.ts';

/** Whether a policy for the whole cluster restricts a namespace; `unread`: it says so in a way that is not read here. */
export type Restriction = 'restricts' | 'spares' | 'unread';

/** A pod as a policy sees it. */
export interface SelectedPod {
  readonly namespace: string;
  readonly namespaceLabels: Labels;
  readonly labels: Labels;
}

const Actions = z.array(z.object({ action: z.string() })).optional();
const AdminPolicy = z.object({
  subject: z.object({
    namespaces: LabelSelector.optional(),
    pods: z.object({ namespaceSelector: LabelSelector, podSelector: LabelSelector }).optional(),
  }),
  ingress: Actions,
  egress: Actions,
});

/** AdminNetworkPolicy, BaselineAdminNetworkPolicy and ClusterNetworkPolicy. Without a rule that denies they take nothing away. */
function ofNetworkPolicyApi(spec: unknown, pod: SelectedPod): Restriction {
  const { success, data } = AdminPolicy.safeParse(spec);
  if (!success) return 'unread';
  const { namespaces, pods } = data.subject;
  const denies = [...(data.ingress ?? []), ...(data.egress ?? [])].some(({ action }) => action === 'Deny');
  const isSubject =
    (namespaces !== undefined && selects(namespaces, pod.namespaceLabels)) ||
    (pods !== undefined &&
      selects(pods.namespaceSelector, pod.namespaceLabels) &&
      selects(pods.podSelector, pod.labels));
  return denies && isSubject ? 'restricts' : 'spares';
}

const CiliumPolicy = z.object({ endpointSelector: LabelSelector.optional(), nodeSelector: LabelSelector.optional() });
/** Labels that Cilium makes up and that are not known here, or whose source is none of Kubernetes. */
const UNKNOWN_TO_US = /^(?:reserved|cidr|container|unspec)[:.]|^(?:k8s:|any:)?io\.cilium\.k8s\.(?!namespace\.labels\.)/;

/** Those of nodes leave pods alone. */
function ofCilium(spec: unknown, pod: SelectedPod): Restriction {
  const { success, data } = CiliumPolicy.safeParse(spec);
  const selector = data?.endpointSelector;
  if (!success || (selector === undefined && data?.nodeSelector === undefined)) return 'unread';
  if (selector === undefined) return 'spares';
  const { matchLabels, matchExpressions } = selector;
  const keys = [...Object.keys(matchLabels ?? {}), ...(matchExpressions ?? []).map(({ key }) => key)];
  if (keys.some((key) => UNKNOWN_TO_US.test(key))) return 'unread';
  const plain = {
    matchLabels: Object.fromEntries(Object.entries(matchLabels ?? {}).map(([key, value]) => [plainKey(key), value])),
    matchExpressions: (matchExpressions ?? []).map((one) => ({ ...one, key: plainKey(one.key) })),
  };
  return selects(plain, ciliumLabels(pod)) ? 'restricts' : 'spares';
}

function plainKey(key: string): string {
  return key.replace(/^(?:k8s|any):/, '');
}

function ciliumLabels({ namespace, namespaceLabels, labels }: SelectedPod): Labels {
  const ofNamespace = Object.entries(namespaceLabels).map(([key, value]) => [
    `io.cilium.k8s.namespace.labels.${key}`,
    value,
  ]);
  return { ...labels, ...Object.fromEntries(ofNamespace), 'io.kubernetes.pod.namespace': namespace };
}

const CalicoPolicy = z.object({ selector: z.string().default(''), namespaceSelector: z.string().default('') });

function ofCalico(spec: unknown, pod: SelectedPod): Restriction {
  const { success, data } = CalicoPolicy.safeParse(spec ?? {});
  if (!success) return 'unread';
  const fits = [
    calicoSelects(data.namespaceSelector, { ...pod.namespaceLabels, 'projectcalico.org/name': pod.namespace }),
    calicoSelects(data.selector, {
      ...pod.labels,
      'projectcalico.org/namespace': pod.namespace,
      'projectcalico.org/orchestrator': 'k8s',
    }),
  ];
  if (fits.includes(false)) return 'spares';
  return fits.includes(null) ? 'unread' : 'restricts';
}

const readers: Readonly<Record<string, (spec: unknown, pod: SelectedPod) => Restriction>> = {
  'policy.networking.k8s.io': ofNetworkPolicyApi,
  'cilium.io': ofCilium,
  'crd.projectcalico.org': ofCalico,
  'projectcalico.org': ofCalico,
};

/** What a policy for the whole cluster means for a pod, as far as its selectors show; what its rules allow is not looked at. */
export function restrictionOf(apiVersion: string, spec: unknown, pod: SelectedPod): Restriction {
  const [group = ''] = apiVersion.split('/');
  return readers[group]?.(spec, pod) ?? 'unread';
}
