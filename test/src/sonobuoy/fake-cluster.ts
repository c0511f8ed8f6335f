import { existsSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import { join } from 'node:path';
import * as z from 'zod';
import { STARTED_RUN } from '../../../src/cluster/sonobuoy-run.ts';
import { FakeSonobuoy } from './fake-sonobuoy.ts';

const Configuration = z.object({ UUID: z.string(), CustomAnnotations: z.record(z.string(), z.string()) });
const Preconditions = z.object({ preconditions: z.object({ uid: z.string() }) });

/** What Sonobuoy's commands do here: they leave files, which the API server below makes objects of. */
const COMMANDS = `
case "$1" in
  version) echo v0.57.5 ;;
  run) [ -e "$here/config.json" ] && { echo "namespace already exists" >&2; exit 1; }
    cp "$3" "$here/config.json" && cp "$5" "$here/plugin.yaml" ;;
  status) cat "$here/status.json" ;;
  retrieve) [ -e "$here/broken" ] && { echo EOF >&2; exit 2; }; cp "$here/archive" "$2/202611240600_sonobuoy_x.tar.gz" ;;
  delete) rm -f "$here/config.json" ;;
  *) exit 9 ;;
esac`;

const NAMESPACE = 'sonobuoy';
const UID = 'the-uid';

/** A cluster in which a run of Sonobuoy comes to whatever end a test wants. Nothing in it is real. */
export class FakeCluster {
  readonly #sonobuoy: FakeSonobuoy = new FakeSonobuoy(COMMANDS);
  readonly #server: Server;
  /** Objects whose deletion was asked for, such as `pods/a`. */
  readonly deleted: string[] = [];
  /** How often its pods are listed before that of the plugin is among them. */
  listsWithoutPlugin = 0;

  constructor() {
    this.#server = createServer((request, response) => {
      this.#answer(request).then(({ status, body }) => {
        response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
      });
    });
  }

  /** Starts it. Returns the path of a kubeconfig. */
  async start(): Promise<string> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    const address = this.#server.address();
    const port = typeof address === 'object' ? address?.port : 0;
    const config = {
      'current-context': 'fake',
      contexts: [{ name: 'fake', context: { cluster: 'fake', user: 'fake' } }],
      clusters: [{ name: 'fake', cluster: { server: `http://127.0.0.1:${port}`, 'insecure-skip-tls-verify': true } }],
      users: [{ name: 'fake', user: {} }],
    };
    this.#sonobuoy.write('kubeconfig', JSON.stringify(config));
    return this.file('kubeconfig');
  }

  /** The next run ends at once and leaves this archive. */
  endsWith(archive: Uint8Array): void {
    this.#sonobuoy.write('archive', archive);
    this.#status('complete', 'complete');
  }

  /** The next run goes on until its plugin is stopped, and then leaves this archive. */
  runsUntilStopped(archive: Uint8Array): void {
    this.#sonobuoy.write('archive', archive);
    this.#status('running', 'running');
  }

  /** From now on no archive can be retrieved. */
  breakRetrieval(): void {
    this.#sonobuoy.write('broken', '');
  }

  /** Whether there is a run, which another one started if it is `foreign`. */
  occupy(): void {
    this.#sonobuoy.write('config.json', JSON.stringify({ UUID: 'theirs', CustomAnnotations: {} }));
  }

  get isOccupied(): boolean {
    return existsSync(this.file('config.json'));
  }

  /** The manifest that the last run was given. */
  get manifest(): string {
    return readFileSync(this.file('plugin.yaml'), 'utf8');
  }

  file(name: string): string {
    return join(this.#sonobuoy.directory, name);
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
    this.#sonobuoy.remove();
  }

  /** Sonobuoy says that it runs this plugin. */
  runs(plugin: string): void {
    this.#status('running', 'running', plugin);
  }

  #status(status: string, plugin: string, name = 'scs-networking'): void {
    const progress = { msg: 'running', total: 50, completed: 10, failures: [] };
    const plugins = [{ plugin: name, node: 'global', status: plugin, progress }];
    this.#sonobuoy.write('status.json', JSON.stringify({ status, plugins }));
  }

  async #answer(request: IncomingMessage): Promise<{ status: number; body: object }> {
    const { pathname } = new URL(request.url ?? '', 'http://fake');
    if (request.method === 'DELETE') return await this.#delete(pathname, request);
    if (pathname.startsWith('/version'))
      return { status: 200, body: { gitVersion: 'v1.36.3', major: '1', minor: '36' } };
    if (pathname === '/api/v1/namespaces') return { status: 200, body: { items: [] } };
    if (pathname === '/api/v1/pods')
      return { status: 200, body: { items: this.isOccupied ? [this.#aggregator()] : [] } };
    if (pathname.includes('/secrets/') || !this.isOccupied)
      return { status: 404, body: { kind: 'Status', message: 'not found' } };
    if (pathname === `/api/v1/namespaces/${NAMESPACE}`)
      return { status: 200, body: { metadata: this.#metadata(NAMESPACE) } };
    const plugins = this.listsWithoutPlugin > 0 ? [] : [this.#plugin()];
    this.listsWithoutPlugin -= 1;
    return { status: 200, body: { items: [this.#aggregator(), ...plugins] } };
  }

  async #delete(pathname: string, request: IncomingMessage): Promise<{ status: number; body: object }> {
    const body = Buffer.concat(await request.toArray()).toString();
    if (Preconditions.parse(JSON.parse(body)).preconditions.uid !== UID) return { status: 409, body: {} };
    this.deleted.push(pathname.replace(/^\/api\/v1\//, ''));
    if (pathname.endsWith('/pods/plugin')) this.#status('complete', 'complete');
    else rmSync(this.file('config.json'), { force: true });
    return { status: 200, body: {} };
  }

  #metadata(name: string, labels: Record<string, string> = {}, annotations: Record<string, string> = {}): object {
    return { name, namespace: NAMESPACE, uid: UID, creationTimestamp: '2026-11-24T06:00:00Z', labels, annotations };
  }

  #aggregator(): object {
    const { CustomAnnotations } = Configuration.parse(JSON.parse(readFileSync(this.file('config.json'), 'utf8')));
    const known = CustomAnnotations[STARTED_RUN];
    const annotations = known === undefined ? {} : { [STARTED_RUN]: known };
    const metadata = this.#metadata('sonobuoy', { 'sonobuoy-component': 'aggregator' }, annotations);
    return { metadata, status: { phase: 'Running' } };
  }

  #plugin(): object {
    const labels = { 'sonobuoy-component': 'plugin', 'sonobuoy-plugin': 'scs-networking' };
    return { metadata: this.#metadata('plugin', labels), status: { phase: 'Running' } };
  }
}
