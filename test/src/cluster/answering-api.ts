import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { KubeConfig } from '@kubernetes/client-node';
import { type ClusterConnection, connectionOf } from '../../../src/cluster/connection.ts';

/** The result of a question to an API server that answers like this, or the message of the error. */
export async function asked<T>(
  answer: RequestListener,
  question: (cluster: ClusterConnection) => Promise<T>,
): Promise<T | string> {
  const server = createServer(answer).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as AddressInfo;
  const config = new KubeConfig();
  config.loadFromClusterAndUser({ name: 'c', server: `http://127.0.0.1:${port}`, skipTLSVerify: true }, { name: 'u' });
  try {
    return await question(connectionOf(config, 20_000)).catch((error: Error) => error.message);
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

/** Answers each path with its document, whatever its query, and all other paths with 404, like an API server. */
export function answeringWith(documents: Readonly<Record<string, unknown>>): RequestListener {
  return ({ url = '' }, response) => {
    const [path = ''] = url.split('?');
    const document = documents[path];
    response.setHeader('content-type', 'application/json');
    response.statusCode = document === undefined ? 404 : 200;
    response.end(JSON.stringify(document ?? { kind: 'Status', message: `${path} not found` }));
  };
}
