import { randomBytes } from 'node:crypto';
import { CoreV1Api, type V1Namespace, type V1Pod } from '@kubernetes/client-node';
import { requestProblem } from './cluster-error.ts';
import type { ClusterConnection } from './connection.ts';

/**
 * The labels that upstream's framework gives the namespaces of netpol specs, which take no others (CreateNamespace and CreateTestingNS in
 * test/e2e/framework). Only the first namespace of a spec, which holds none of its pods, also has `e2e-framework`.
 * @param run the value of the one that differs between runs
 */
export function specNamespaceLabels(run: string): Readonly<Record<string, string>> {
  return {
    'e2e-run': run,
    'pod-security.kubernetes.io/enforce': 'baseline',
    'pod-security.kubernetes.io/audit': 'baseline',
    'pod-security.kubernetes.io/warn': 'baseline',
  };
}

const DRY_RUN = { dryRun: 'All' };

function namespaceLikeOfSpecs(): V1Namespace {
  const name = `netpol-x-${randomBytes(3).toString('hex')}`;
  return { metadata: { name, labels: { ...specNamespaceLabels(name) } } };
}

/** As the specs' own: no security context, no requests, ports below 1024. */
function podLikeOfSpecs(image: string): V1Pod {
  const container = { name: 'cont-80-tcp', image, args: ['serve-hostname'], ports: [{ containerPort: 80 }] };
  const metadata = { name: 'a', labels: { pod: 'a' } };
  return { metadata, spec: { terminationGracePeriodSeconds: 0, containers: [container] } };
}

/** Why the API server would refuse a namespace like those of the specs, by a server-side dry run; null: it would not. */
export async function whyNamespaceIsRefused(cluster: ClusterConnection): Promise<string | null> {
  const request = cluster.api(CoreV1Api).createNamespace({ body: namespaceLikeOfSpecs(), ...DRY_RUN });
  return await request.then(() => null, requestProblem);
}

/** The same of a pod like those of the specs, in a namespace that is there. */
export async function whyPodIsRefused(
  cluster: ClusterConnection,
  namespace: string,
  image: string,
): Promise<string | null> {
  const body = podLikeOfSpecs(image);
  const request = cluster.api(CoreV1Api).createNamespacedPod({ namespace, body, ...DRY_RUN });
  return await request.then(() => null, requestProblem);
}

/** The least number of pods that quotas of a namespace allow; null: none limits it. */
export async function podQuota(cluster: ClusterConnection, namespace: string): Promise<number | null> {
  const { items } = await cluster.api(CoreV1Api).listNamespacedResourceQuota({ namespace });
  const limits = items.flatMap(({ spec }) => [spec?.hard?.['pods'], spec?.hard?.['count/pods']]);
  const numbers = limits.filter((limit) => limit !== undefined).map(Number);
  return numbers.length === 0 ? null : Math.min(...numbers);
}
