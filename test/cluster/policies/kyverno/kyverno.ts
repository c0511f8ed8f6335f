import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ADMISSION_CONTROLLER, BACKGROUND_CONTROLLER, kyvernoManifests } from '../../builds/kyverno.ts';
import { kubectl } from '../../control-plane/kubectl.ts';
import { NODE_PKI } from '../../control-plane/pki.ts';
import { type Node, startDaemon, stopDaemon, waitUntil } from '../../machine/daemon.ts';
import { apiServerUrl, controlPlaneAddress } from '../../state/network.ts';
import type { KyvernoPolicies } from '../../state/state.ts';
import { type KyvernoPolicy, kyvernoPolicy, KYVERNO_NAMESPACE as NAMESPACE } from './kyverno-policies.ts';

const PORT = 9443;
const SERVICE = 'kyverno-svc';
const BACKGROUND_ACCOUNT = 'kyverno-background-controller';
const ADMISSION_ACCOUNT = 'kyverno-admission-controller';
const REPORTS_ACCOUNT = 'kyverno-reports-controller';
const WEBHOOKS = 'mutatingwebhookconfigurations,validatingwebhookconfigurations';

/** What Kyverno should do, and the label of namespaces that it exempts; null: no label exempts any. */
export interface KyvernoRules {
  readonly kind: KyvernoPolicies;
  readonly exempt: string | null;
}

/**
 * Starts the real Kyverno with one policy. Its controllers are daemons of the node, with the accounts and rights that its manifests give to
 * its pods; the API server reaches the webhooks, which they register themselves, at the node's address.
 */
export async function startKyverno(node: Node, { kind, exempt }: KyvernoRules): Promise<void> {
  const manifests = await kyvernoManifests();
  // The remains of an earlier Kyverno must be gone first.
  await kubectl(node, ['delete', '--filename', '-', '--ignore-not-found'], manifests);
  await kubectl(node, ['apply', '--server-side', '--filename', '-'], manifests);
  const address = controlPlaneAddress(node.families);
  const host = address.includes(':') ? `[${address}]` : address;
  // Nobody reads reports and metrics here. One of the metrics servers cannot be switched off, hence the ports.
  const common = ['--disableMetrics=true', '--controllerRuntimeMetricsAddress=0', '--disableLogColor=true'];
  await startController(node, ADMISSION_CONTROLLER, ADMISSION_ACCOUNT, [
    ...common,
    `--serverIP=${host}:${PORT}`,
    `--webhookServerPort=${PORT}`,
    `--caSecretName=${SERVICE}.${NAMESPACE}.svc.kyverno-tls-ca`,
    `--tlsSecretName=${SERVICE}.${NAMESPACE}.svc.kyverno-tls-pair`,
    `--backgroundServiceAccountName=system:serviceaccount:${NAMESPACE}:${BACKGROUND_ACCOUNT}`,
    `--reportsServiceAccountName=system:serviceaccount:${NAMESPACE}:${REPORTS_ACCOUNT}`,
    '--admissionReports=false',
    '--metricsPort=8000',
  ]);
  await startController(node, BACKGROUND_CONTROLLER, BACKGROUND_ACCOUNT, [...common, '--metricsPort=8001']);
  const started = { what: 'Kyverno to judge policies', log: ADMISSION_CONTROLLER, seconds: 180 };
  await waitUntil(node, started, async () =>
    (await kubectl(node, ['get', WEBHOOKS, '--output', 'name'])).includes('kyverno-policy-validating-webhook-cfg'),
  );
  await givePolicy(node, kyvernoPolicy(kind, exempt));
}

/** Gives a running Kyverno another policy, and removes what the earlier policy has generated. */
export async function switchKyvernoPolicy(node: Node, before: KyvernoRules, after: KyvernoRules): Promise<void> {
  const { kind, metadata } = kyvernoPolicy(before.kind, before.exempt);
  await kubectl(node, ['delete', kind, metadata.name]);
  await removeGenerated(node);
  await givePolicy(node, kyvernoPolicy(after.kind, after.exempt));
}

/** Ends Kyverno, and removes it with everything that it has generated. */
export async function stopKyverno(node: Node): Promise<void> {
  for (const controller of [ADMISSION_CONTROLLER, BACKGROUND_CONTROLLER]) await stopDaemon(node, controller, 'KILL');
  // First, because the API server would ask them about everything that follows.
  await kubectl(node, ['delete', WEBHOOKS, '--selector', 'webhook.kyverno.io/managed-by=kyverno']);
  // The API server may take minutes for the definitions; only a new start of Kyverno has to wait for that.
  await kubectl(node, ['delete', '--filename', '-', '--ignore-not-found', '--wait=false'], await kyvernoManifests());
  await removeGenerated(node);
}

async function removeGenerated(node: Node): Promise<void> {
  const generated = ['--all-namespaces', '--selector', 'app.kubernetes.io/managed-by=kyverno'];
  await kubectl(node, ['delete', 'networkpolicies', ...generated]);
}

/** The API server asks Kyverno about a policy, and first has to learn of a new webhook. */
async function givePolicy(node: Node, policy: KyvernoPolicy): Promise<void> {
  const taken = { what: 'Kyverno to take a policy', log: ADMISSION_CONTROLLER, seconds: 60 };
  await waitUntil(node, taken, async () => {
    await kubectl(node, ['apply', '--server-side', '--filename', '-'], JSON.stringify(policy));
    return true;
  });
  const ready = { what: 'Kyverno to heed its policy', log: ADMISSION_CONTROLLER, seconds: 120 };
  await waitUntil(node, ready, () => isHeeded(node, policy));
}

async function startController(node: Node, name: string, account: string, flags: readonly string[]): Promise<void> {
  const token = await kubectl(node, ['create', 'token', account, '--namespace', NAMESPACE, '--duration=24h']);
  const kubeconfig = `kubernetes/${name}.kubeconfig`;
  await writeFile(join(node.layout.etc, kubeconfig), JSON.stringify(kubeconfigOf(node, token)), { mode: 0o600 });
  const environment = {
    INIT_CONFIG: 'kyverno',
    METRICS_CONFIG: 'kyverno-metrics',
    KYVERNO_DEPLOYMENT: account,
    KYVERNO_NAMESPACE: NAMESPACE,
    KYVERNO_POD_NAME: account,
    KYVERNO_ROLE_NAME: account.replace('-', ':'),
    KYVERNO_SERVICEACCOUNT_NAME: account,
    KYVERNO_SVC: SERVICE,
  };
  const variables = Object.entries(environment).map(([key, value]) => `${key}=${value}`);
  await startDaemon(node, name, ['env', ...variables, name, `--kubeconfig=/etc/${kubeconfig}`, ...flags]);
}

function kubeconfigOf({ families }: Node, token: string): object {
  const cluster = { server: apiServerUrl(families), 'certificate-authority': `${NODE_PKI}/ca.crt` };
  return {
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [{ name: 'test', cluster }],
    users: [{ name: 'account', user: { token } }],
    contexts: [{ name: 'test', context: { cluster: 'test', user: 'account' } }],
    'current-context': 'test',
  };
}

/** Whether the policy is reported as ready, which it is once the API server asks Kyverno about its objects. */
async function isHeeded(node: Node, { kind, metadata: { name } }: KyvernoPolicy): Promise<boolean> {
  const ready =
    kind === 'ClusterPolicy' ? '{.status.conditions[?(@.type=="Ready")].status}' : '{.status.conditionStatus.ready}';
  const said = await kubectl(node, ['get', kind, name, '--output', `jsonpath=${ready}`]);
  return said.toLowerCase() === 'true';
}
