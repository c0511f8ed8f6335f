import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { request as requestOf } from 'node:https';
import { createInterface } from 'node:readline';
import { KubeConfig } from '@kubernetes/client-node';
import { type Defect, defects } from './defects.ts';
import type { ApiEvent, ApiObject, Lie } from './lie.ts';

/** Where the engine finds it, in the cluster's network alone. */
export const LYING_API_PORT = 18_081;

// Stands between a policy engine and the API server, and tells the engine of objects in another way than they are: so a sound engine
// behaves as one with that defect. Started in the cluster's network with a kubeconfig and the name of a defect.

/** Answers requests until the process is ended. */
export function lieAbout(kubeconfig: string, defect: Defect): void {
  const config = new KubeConfig();
  config.loadFromFile(kubeconfig);
  const lie = defects[defect]();
  const server = createServer((near, answer) => {
    forward(config, near, answer, lie).catch(() => answer.destroy());
  });
  server.listen(LYING_API_PORT, '127.0.0.1', () => process.stdout.write('listening\n'));
}

async function forward(config: KubeConfig, near: IncomingMessage, answer: ServerResponse, lie: Lie): Promise<void> {
  const url = new URL(near.url ?? '/', 'http://lying');
  const options = {
    host: new URL(config.getCurrentCluster()?.server ?? '').hostname,
    port: 6443,
    path: near.url,
    method: near.method,
    // The engine asks for protobuf; what is to be changed has to be readable.
    headers: { accept: 'application/json', ...typeOf(near) },
    servername: 'kubernetes',
  };
  await config.applyToHTTPSOptions(options);
  const far = requestOf(options, (response) => {
    const { statusCode = 502 } = response;
    const plural = /\/(networkpolicies|pods|namespaces)$/.exec(url.pathname)?.[1];
    answer.writeHead(statusCode, { 'content-type': response.headers['content-type'] ?? 'application/json' });
    if (plural === undefined || statusCode !== 200) response.pipe(answer);
    else if (url.searchParams.has('watch')) relayEvents(response, answer, (event) => lie(event, plural));
    else relayList(response, answer, (event) => lie(event, plural));
  });
  far.on('error', () => answer.destroy());
  answer.on('close', () => far.destroy());
  near.pipe(far);
}

function typeOf({ headers }: IncomingMessage): Record<string, string> {
  const type = headers['content-type'];
  return type === undefined ? {} : { 'content-type': type };
}

function relayEvents(
  response: IncomingMessage,
  answer: ServerResponse,
  told: (event: ApiEvent) => readonly ApiEvent[],
): void {
  const lines = createInterface({ input: response });
  lines.on('line', (line) => {
    const event: ApiEvent = JSON.parse(line);
    for (const other of told(event)) answer.write(`${JSON.stringify(other)}\n`);
  });
  lines.on('close', () => answer.end());
}

function relayList(
  response: IncomingMessage,
  answer: ServerResponse,
  told: (event: ApiEvent) => readonly ApiEvent[],
): void {
  const parts: Buffer[] = [];
  response.on('data', (part: Buffer) => parts.push(part));
  response.on('end', () => {
    const list: { items?: ApiObject[] } = JSON.parse(Buffer.concat(parts).toString('utf8'));
    const all = (list.items ?? []).flatMap((object) => told({ type: 'ADDED', object }).map((event) => event.object));
    // What was told again of an object takes the place of what was told before.
    const items = [...new Map(all.map((object) => [object.metadata.uid, object])).values()];
    answer.end(JSON.stringify({ ...list, items }));
  });
}

const [kubeconfig, defect] = process.argv.slice(2);
if (import.meta.main && kubeconfig !== undefined && defect !== undefined && defect in defects) {
  lieAbout(kubeconfig, defect as Defect);
}
