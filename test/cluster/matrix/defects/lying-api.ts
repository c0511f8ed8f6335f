import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { request as requestOf } from 'node:https';
import { createInterface } from 'node:readline';
import { KubeConfig } from '@kubernetes/client-node';
import { type ApiEvent, type ApiObject, PLURALS, type Plural } from './api-objects.ts';
import { lieOf, liesTogether } from './lies.ts';
import type { ServedEvent, ServedStore } from './served-store.ts';
import { ServedWorld } from './served-world.ts';

/** The port on the first node at which engines find it, only in the cluster's network. */
export const LYING_API_PORT = 18_081;

/** A line of its standard input. It answers each with a line: how often it has lied about the run. */
export interface Order {
  /** Empty: the namespaces that belong to no run. */
  readonly run: string;
  /** The defects that the engine should have from now on, all at once; omitted: those that it has. */
  readonly defects?: readonly string[];
}

// Stands between a policy engine and the API server, and serves objects to the engine that differ from the true ones, so that a sound
// engine behaves like one with a defect. It watches the API server itself, and serves lists and watches of false objects. It is started
// in the cluster's network with a kubeconfig.

const PATHS: Readonly<Record<Plural, { readonly path: string; readonly apiVersion: string; readonly kind: string }>> = {
  namespaces: { path: '/api/v1/namespaces', apiVersion: 'v1', kind: 'Namespace' },
  pods: { path: '/api/v1/pods', apiVersion: 'v1', kind: 'Pod' },
  networkpolicies: {
    path: '/apis/networking.k8s.io/v1/networkpolicies',
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
  },
};
/** Longer than any watch has to last. */
const WATCH_SECONDS = 86_400;

type Answered = (response: IncomingMessage) => void;

interface Question {
  readonly path: string;
  /** The engine's own request; omitted: the request is one of the lying API. */
  readonly near?: IncomingMessage;
  readonly answered: Answered;
  readonly failed: (error: unknown) => void;
}

async function ask(config: KubeConfig, { path, near, answered, failed }: Question): Promise<void> {
  const type = near?.headers['content-type'];
  const options = {
    host: new URL(config.getCurrentCluster()?.server ?? '').hostname,
    port: 6443,
    path,
    method: near?.method ?? 'GET',
    // The engine asks for protobuf, but objects can only be changed in JSON.
    headers: { accept: 'application/json', ...(type === undefined ? {} : { 'content-type': type }) },
    servername: 'kubernetes',
  };
  await config.applyToHTTPSOptions(options);
  const far = requestOf(options, answered);
  far.on('error', failed);
  if (near === undefined) far.end();
  else near.pipe(far);
}

/** Ends the process, because an engine that gets no more events would seem to have another defect. */
function stopLying(error: unknown): void {
  process.stderr.write(`lying API: ${String(error)}\n`);
  process.exit(1);
}

async function learn(config: KubeConfig, plural: Plural, world: ServedWorld): Promise<void> {
  const { path, apiVersion, kind } = PATHS[plural];
  const { promise, resolve } = Promise.withResolvers<IncomingMessage>();
  await ask(config, { path, answered: resolve, failed: stopLying });
  const parts: Buffer[] = [];
  for await (const part of await promise) parts.push(part);
  const list: { metadata: { resourceVersion: string }; items: ApiObject[] } = JSON.parse(
    Buffer.concat(parts).toString('utf8'),
  );
  for (const object of list.items) world.hear(plural, { type: 'ADDED', object: { apiVersion, kind, ...object } });
  const watch = `${path}?watch=1&resourceVersion=${list.metadata.resourceVersion}&timeoutSeconds=${WATCH_SECONDS}`;
  const answered: Answered = (response) => {
    const lines = createInterface({ input: response });
    lines.on('line', (line) => {
      const event: ApiEvent = JSON.parse(line);
      world.hear(plural, event);
    });
    lines.on('close', () => stopLying(`the watch of ${plural} has ended`));
  };
  await ask(config, { path: watch, answered, failed: stopLying });
}

function serveList(store: ServedStore, plural: Plural, answer: ServerResponse): void {
  const { apiVersion, kind } = PATHS[plural];
  const { version, items } = store.list();
  answer.end(
    JSON.stringify({ apiVersion, kind: `${kind}List`, metadata: { resourceVersion: String(version) }, items }),
  );
}

function serveWatch(store: ServedStore, plural: Plural, { searchParams }: URL, answer: ServerResponse): void {
  const send = (type: string, object: unknown): void => {
    answer.write(`${JSON.stringify({ type, object })}\n`);
  };
  let from = Number(searchParams.get('resourceVersion') ?? 0);
  if (searchParams.get('sendInitialEvents') === 'true') {
    const { version, items } = store.list();
    for (const object of items) send('ADDED', object);
    const { apiVersion, kind } = PATHS[plural];
    const metadata = { resourceVersion: String(version), annotations: { 'k8s.io/initial-events-end': 'true' } };
    send('BOOKMARK', { apiVersion, kind, metadata });
    from = version;
  }
  answer.on(
    'close',
    store.watch(from, ({ type, object }: ServedEvent) => send(type, object)),
  );
  answer.flushHeaders();
}

/** Passes on requests that no defect is about. */
function passOn(config: KubeConfig, near: IncomingMessage, answer: ServerResponse): void {
  const failed = (): void => {
    answer.destroy();
  };
  const answered: Answered = (response) => {
    const type = response.headers['content-type'] ?? 'application/json';
    answer.writeHead(response.statusCode ?? 502, { 'content-type': type });
    response.pipe(answer);
    answer.on('close', () => response.destroy());
  };
  ask(config, { path: near.url ?? '/', near, answered, failed }).catch(failed);
}

async function main(kubeconfig: string): Promise<void> {
  const config = new KubeConfig();
  config.loadFromFile(kubeconfig);
  const world = new ServedWorld();
  // Policies have a meaning only with their pods, and pods only with their namespaces.
  for (const plural of PLURALS) await learn(config, plural, world);
  const server = createServer((near, answer) => {
    const url = new URL(near.url ?? '/', 'http://lying');
    const plural = PLURALS.find((each) => PATHS[each].path === url.pathname);
    answer.setHeader('content-type', 'application/json');
    if (plural === undefined || near.method !== 'GET') {
      passOn(config, near, answer);
    } else if (url.searchParams.has('watch')) {
      serveWatch(world.stores[plural], plural, url, answer);
    } else {
      serveList(world.stores[plural], plural, answer);
    }
  });
  createInterface({ input: process.stdin }).on('line', (line) => {
    const { run, defects }: Order = JSON.parse(line);
    if (defects !== undefined) world.lieAbout(run, liesTogether(defects.map(lieOf)));
    process.stdout.write(`${JSON.stringify(world.liesAbout(run))}\n`);
  });
  server.listen(LYING_API_PORT, () => process.stdout.write('listening\n'));
}

const [kubeconfig] = process.argv.slice(2);
if (import.meta.main && kubeconfig !== undefined) await main(kubeconfig);
