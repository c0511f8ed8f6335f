import { once } from 'node:events';
import { connect, createServer, type Server } from 'node:net';

/** Forwards connections, and breaks the first `times` of those over which `after` bytes have come back. */
export async function breakingProxy(port: number, { after, times }: { after: number; times: number }): Promise<Server> {
  let left = times;
  const server = createServer((client) => {
    const store = connect(port, '127.0.0.1');
    let bytes = 0;
    client.pipe(store);
    store.on('data', (chunk) => {
      bytes += chunk.length;
      client.write(chunk);
      if (bytes < after || left === 0) return;
      left -= 1;
      client.destroy();
      store.destroy();
    });
    store.on('end', () => client.end());
    client.on('error', () => store.destroy());
    store.on('error', () => client.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return server;
}
