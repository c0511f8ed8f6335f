import { CustomObjectsApi } from '@kubernetes/client-node';
import * as z from 'zod';
import type { ClusterConnection } from './connection.ts';

const Names = z.array(z.string()).nullish();
const Rule = z.object({ apiGroups: Names, operations: Names, resources: Names });
const Webhook = z.object({ rules: z.array(Rule).nullish() });
const Configuration = z.object({
  metadata: z.object({ name: z.string() }),
  webhooks: z.array(Webhook).nullish(),
});
const ConfigurationList = z.object({ items: z.array(Configuration) });

// Not AdmissionregistrationV1Api: it alone would be a tenth of the client in the bundle.
const PLACE = {
  group: 'admissionregistration.k8s.io',
  version: 'v1',
  plural: 'mutatingwebhookconfigurations',
} as const;

/**
 * The webhooks that the API server lets change new pods, as `MutatingWebhookConfiguration name`. Which of them did, no pod tells.
 * Never rejects: empty if they cannot be listed.
 */
export async function podChangers(cluster: ClusterConnection): Promise<string[]> {
  const list = await cluster
    .api(CustomObjectsApi)
    .listClusterCustomObject(PLACE)
    .then((answer) => ConfigurationList.parse(answer))
    .catch(() => ({ items: [] }));
  return list.items
    .filter(({ webhooks }) => (webhooks ?? []).some(({ rules }) => (rules ?? []).some(isAboutNewPods)))
    .map(({ metadata }) => `MutatingWebhookConfiguration ${metadata.name}`)
    .sort();
}

function isAboutNewPods({ apiGroups, operations, resources }: z.infer<typeof Rule>): boolean {
  return (
    ['', '*'].some((group) => apiGroups?.includes(group)) &&
    ['CREATE', '*'].some((operation) => operations?.includes(operation)) &&
    ['pods', '*', '*/*'].some((resource) => resources?.includes(resource))
  );
}
