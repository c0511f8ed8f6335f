import { setTimeout as sleep } from 'node:timers/promises';
import { BACKENDS, routes } from '../../../results-parsers/checks/ingress-controller/behaviours.ts';
import type { IngressClassFact, IngressFacts } from '../../../results-parsers/checks/ingress-controller/facts.ts';
import {
  createPodService,
  createTlsSecret,
  defaultedIngressClass,
  ingressAddresses,
  listIngressClasses,
  serviceWithAddress,
} from '../../cluster/ingresses.ts';
import type { CheckContext, Observer } from '../check.ts';
import { requestOnce } from './controller-request.ts';
import { gatewayApi } from './gateway-api.ts';
import { requestUntilExpected } from './request-until-expected.ts';
import { foreignIngress, PORT_NAME, routedIngress, TLS_SECRET } from './routed-ingresses.ts';
import { selfSignedCertificate } from './self-signed-certificate.ts';

/** How long a controller gets to report its address: a load balancer may have to be created for it. */
export const ADDRESS_MILLISECONDS = 240_000;
const POLL_MILLISECONDS = 1_000;
const PORT = 8080;

/** @param addressMilliseconds how long a controller gets to report its address */
export function observeIngress(addressMilliseconds: number): Observer {
  return async (context) => {
    const { cluster, runId } = context;
    const classes = await listIngressClasses(cluster);
    const domain = `scs-${runId.slice(0, 8)}.invalid`;
    const namespace = await context.namespace({ purpose: 'ingress' });
    const defaultedTo = await defaultedIngressClass(cluster, namespace, `default.${domain}`);
    const tried = defaultedTo ?? triedClass(classes);
    const none = { address: null, service: null, requests: [], foreignAddresses: [] };
    note(context, { classes, defaultedTo, tried, ...none, gateway: await gatewayApi(cluster) });
    if (tried === null) return;
    const place = { namespace, domain, ingressClass: tried, addressMilliseconds };
    note(context, await throughController(context, place));
  };
}

/** If there is no default class, another class is tried by its name. */
function triedClass(classes: readonly IngressClassFact[]): string | null {
  return classes[0]?.name ?? null;
}

function note(context: CheckContext, facts: Partial<IngressFacts>): void {
  for (const [name, fact] of Object.entries(facts)) context.note(name, fact);
}

type Place = { namespace: string; domain: string; ingressClass: string; addressMilliseconds: number };
type Traffic = Pick<IngressFacts, 'address' | 'service' | 'requests' | 'foreignAddresses'>;

async function throughController(context: CheckContext, place: Place): Promise<Partial<Traffic>> {
  const { cluster } = context;
  const { namespace, domain, ingressClass, addressMilliseconds } = place;
  const { certificate, key } = selfSignedCertificate(`tls.${domain}`, new Date());
  await createTlsSecret(cluster, namespace, TLS_SECRET, { certificate, key });
  await backends(context, namespace);
  const ingress = { apiVersion: 'networking.k8s.io/v1', kind: 'Ingress', plural: 'ingresses', namespace };
  const startedAt = performance.now();
  await context.create({
    ...ingress,
    name: 'routed',
    spec: { ingressClassName: ingressClass, ...routedIngress(domain) },
  });
  const foreignClass = `${domain.replace('.', '-')}-nobody`;
  await context.create({
    ...ingress,
    name: 'foreign',
    spec: { ingressClassName: foreignClass, ...foreignIngress(domain) },
  });
  const value = await addressOf(context, namespace, addressMilliseconds);
  if (value === null) return {};
  const address = { value, seconds: Math.round(performance.now() - startedAt) / 1000 };
  const { target, service } = await reachableTarget(context, value, domain);
  const requests = await Promise.all(
    routes.map(({ name, host, path, tls, expected }) =>
      requestUntilExpected(
        { address: target, host: `${host}.${domain}`, path, certificate: tls ? certificate : null },
        { name, expected, signal: context.signal },
      ),
    ),
  );
  return { address, service, requests, foreignAddresses: await ingressAddresses(cluster, namespace, 'foreign') };
}

/** A pod that answers every request with its name, for each backend, and a Service before it. */
async function backends({ cluster, pods }: CheckContext, namespace: string): Promise<void> {
  for (const name of BACKENDS) {
    await createPodService(cluster, namespace, name, { selector: { backend: name }, portName: PORT_NAME, port: PORT });
  }
  await pods(
    namespace,
    BACKENDS.map((name) => ({ name, args: ['serve-hostname', `--port=${PORT}`], labels: { backend: name } })),
  );
}

async function addressOf(
  { cluster, signal }: CheckContext,
  namespace: string,
  milliseconds: number,
): Promise<string | null> {
  const end = performance.now() + milliseconds;
  while (performance.now() < end) {
    const [address] = await ingressAddresses(cluster, namespace, 'routed');
    if (address !== undefined) return address;
    await sleep(POLL_MILLISECONDS, undefined, { signal });
  }
  return null;
}

/** The address or, if nothing answers there, the Service that has it: some load balancers cannot be reached from inside. */
async function reachableTarget({ cluster }: CheckContext, address: string, domain: string) {
  const probe = { host: `nobody.${domain}`, path: '/', certificate: null };
  const there = await requestOnce({ address, ...probe });
  if (there.answeredBy !== 'none') return { target: address, service: null };
  const service = await serviceWithAddress(cluster, address);
  if (service === null) return { target: address, service: null };
  return { target: service.clusterAddress, service: service.name };
}
