import { AdmissionregistrationV1Api, type V1RuleWithOperations } from '@kubernetes/client-node';
import type { ClusterConnection } from './connection.ts';

/**
 * The webhooks that the API server lets change new pods, as `MutatingWebhookConfiguration name`. Which of them did, no pod tells.
 * Never rejects: empty if they cannot be listed.
 */
export async function podChangers(cluster: ClusterConnection): Promise<string[]> {
  const list = await cluster
    .api(AdmissionregistrationV1Api)
    .listMutatingWebhookConfiguration()
    .catch(() => ({ items: [] }));
  return list.items
    .filter(({ webhooks = [] }) => webhooks.some(({ rules = [] }) => rules.some(isAboutNewPods)))
    .map(({ metadata }) => `MutatingWebhookConfiguration ${metadata?.name}`)
    .sort();
}

function isAboutNewPods({ apiGroups = [], operations = [], resources = [] }: V1RuleWithOperations): boolean {
  return (
    ['', '*'].some((group) => apiGroups.includes(group)) &&
    ['CREATE', '*'].some((operation) => operations.includes(operation)) &&
    ['pods', '*', '*/*'].some((resource) => resources.includes(resource))
  );
}
