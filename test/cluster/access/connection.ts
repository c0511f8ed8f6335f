import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { connect, createServer } from 'node:net';
import { join } from 'node:path';
import { type ClusterConnection, connectToCluster } from '../../../src/cluster/connection.ts';
import { inNetwork } from '../machine/machine.ts';
import { clusterLayout } from '../state/layout.ts';
import { apiServerUrl, controlPlaneAddress, familiesOf } from '../state/network.ts';
import type { ClusterState } from '../state/state.ts';

/** A connection to a test cluster for the product's own code. */
export interface TestConnection {
  readonly cluster: ClusterConnection;
  /** A kubeconfig, in JSON, with which this process reaches it. */
  readonly kubeconfig: string;
  readonly close: () => Promise<void>;
}

// Connects a socket file, which both sides see, to the API server, which can only be reached from the cluster's network.
const RELAY = `
  const net = require('node:net');
  const [socket, host] = process.argv.slice(1);
  net.createServer((near) => {
    const far = net.connect(6443, host);
    near.pipe(far).pipe(near);
    near.on('error', () => far.destroy());
    far.on('error', () => near.destroy());
  }).listen(socket, () => console.log('listening'));
`;

/** Connects this process to a test cluster, although it is not in the cluster's network. */
export async function connectToTestCluster(state: ClusterState): Promise<TestConnection> {
  // Among the cluster's own files, so that it is removed with them if an interrupt leaves no time to close.
  const directory = await mkdtemp(join(clusterLayout(state.name).root, 'relay-'));
  const socket = join(directory, 'api.sock');
  const families = familiesOf(state);
  const host = controlPlaneAddress(families);
  const [program = 'sh', ...args] = inNetwork(state.machines[0], [process.execPath, '-e', RELAY, socket, host]);
  const relay = spawn(program, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  await once(relay.stdout, 'data');

  const server = createServer((near) => {
    const far = connect(socket);
    near.pipe(far).pipe(near);
    near.on('error', () => far.destroy());
    far.on('error', () => near.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;

  const kubeconfig = join(directory, 'kubeconfig');
  const original = await readFile(clusterLayout(state.name).kubeconfig, 'utf8');
  // The API server's certificate is for the cluster's own names.
  const here = `"server": "https://127.0.0.1:${port}", "tls-server-name": "kubernetes"`;
  await writeFile(kubeconfig, original.replace(`"server": "${apiServerUrl(families)}"`, here), { mode: 0o600 });
  const cluster = connectToCluster(kubeconfig);
  const close = async (): Promise<void> => {
    server.close();
    relay.kill('SIGKILL');
    await rm(directory, { recursive: true, force: true });
  };
  return { cluster, kubeconfig, close };
}
