import { existsSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import { join } from 'node:path';
import * as z from 'zod';
import { STARTED_RUN } from '../../../src/cluster/sonobuoy-run.ts';
import { FakeSonobuoy } from './fake-sonobuoy.ts';

const Configuration = z.object({ UUID: z.string(), CustomAnnotations: z.record(z.string(), z.string()) });
const Preconditions = z.object({ preconditions: z.object({ uid: z.string() }) });

/** Sonobuoy's commands leave files here, which the API server below turns into objects. */
const COMMANDS = `
case "$1" in
  version) echo v0.57.5 ;;
  run) [ -e "$here/refuses" ] && { echo "no such thing" >&2; exit 1; }
    cp "$3" "$here/config.json" && cp "$5" "$here/plugin.yaml" ;;
  status) while [ -e "$here/hangs" ]; do sleep 0.1; done; cat "$here/status.json" ;;
  retrieve) [ -e "$here/broken" ] && { echo EOF >&2; exit 2; }; cp "$here/archive" "$2/202611240600_sonobuoy_x.tar.gz" ;;
  delete) [ -e "$here/held" ] || rm -f "$here/config.json" ;;
  *) exit 9 ;;
esac`;

const NAMESPACE = 'sonobuoy';
const UID = 'the-uid';
const CreatedNamespace = z.object({
  metadata: z.object({ labels: z.record(z.string(), z.string()), annotations: z.record(z.string(), z.string()) }),
});
type NamespaceMetadata = z.infer<typeof CreatedNamespace>['metadata'] & { deletionTimestamp?: string };

/** A fake cluster in which a run of Sonobuoy ends in whatever way a test needs. */
export class FakeCluster {
  readonly #sonobuoy: FakeSonobuoy = new FakeSonobuoy(COMMANDS);
  readonly #server: Server;
  /** Objects whose deletion was requested, such as `pods/a`. */
  readonly deleted: string[] = [];
  #namespace: NamespaceMetadata | null = null;
  #isStopped = false;
  /** Whether a finalizer keeps the namespace from being deleted. */
  isHeld = false;
  /** The NetworkPolicies in the namespace. */
  policies: object[] = [];
  /** The status of the plugin's pod. */
  pluginStatus: object = { phase: 'Running' };
  /** The number of lists of pods that do not contain the plugin's pod yet. */
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

  /** The next run continues until its plugin is stopped, and then leaves this archive. */
  runsUntilStopped(archive: Uint8Array): void {
    this.#sonobuoy.write('archive', archive);
    this.#status('running', 'running');
  }

  /** From now on no archive can be retrieved. */
  breakRetrieval(): void {
    this.#sonobuoy.write('broken', '');
  }

  /** Makes Sonobuoy's status command hang from now on, or no longer. */
  hang(isHanging: boolean): void {
    if (isHanging) this.#sonobuoy.write('hangs', '');
    else rmSync(this.file('hangs'), { force: true });
  }

  /** Somebody else has started a run. */
  occupy(): void {
    this.#namespace = { labels: {}, annotations: {} };
    this.#sonobuoy.write('config.json', JSON.stringify({ UUID: 'theirs', CustomAnnotations: {} }));
  }

  /** The run of somebody else is removed again. */
  vacate(): void {
    this.#namespace = null;
    rmSync(this.file('config.json'), { force: true });
  }

  /** An earlier command of ours has left its run, or with `isPodless` only the namespace that it had created for one. */
  leave({ isPodless = false } = {}): void {
    const annotations = { [STARTED_RUN]: 'an-earlier-run' };
    this.#namespace = { labels: {}, annotations };
    if (!isPodless)
      this.#sonobuoy.write('config.json', JSON.stringify({ UUID: 'an-earlier-run', CustomAnnotations: annotations }));
  }

  /** From now on Sonobuoy fails to start runs. */
  refuseRuns(): void {
    this.#sonobuoy.write('refuses', '');
  }

  /** The deletion of the namespace was requested and never finishes. */
  terminate(): void {
    this.#namespace = { labels: {}, annotations: {}, ...this.#namespace, deletionTimestamp: '2026-11-24T07:00:00Z' };
  }

  get isOccupied(): boolean {
    return this.#namespace !== null;
  }

  /** Labels of the namespace; null: there is no namespace. */
  get namespaceLabels(): Readonly<Record<string, string>> | null {
    return this.#namespace?.labels ?? null;
  }

  get #isPodless(): boolean {
    return !existsSync(this.file('config.json'));
  }

  /** The manifest of the last run. */
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

  /** Sonobuoy reports that it runs this plugin. */
  runs(plugin: string): void {
    this.#status('running', 'running', plugin);
  }

  /** From now on the plugin of the run reports this about itself. */
  reports(msg: string): void {
    const progress = { msg, total: 50, completed: 50, failures: [] };
    this.#write('running', [{ plugin: 'scs-networking', node: 'global', status: 'running', progress }]);
  }

  /** Nothing that the plugin sends reaches Sonobuoy. */
  staysUnheard(): void {
    this.#write('running', [{ plugin: 'scs-networking', node: 'global', status: 'running' }]);
  }

  #status(status: string, plugin: string, name = 'scs-networking'): void {
    const progress = { msg: 'running', total: 50, completed: 10, failures: [] };
    this.#write(status, [{ plugin: name, node: 'global', status: plugin, progress }]);
  }

  #write(status: string, plugins: readonly object[]): void {
    this.#sonobuoy.write('status.json', JSON.stringify({ status, plugins }));
  }

  async #answer(request: IncomingMessage): Promise<{ status: number; body: object }> {
    const { pathname } = new URL(request.url ?? '', 'http://fake');
    if (request.method === 'DELETE') return await this.#delete(pathname, request);
    if (pathname.startsWith('/version'))
      return { status: 200, body: { gitVersion: 'v1.36.3', major: '1', minor: '36' } };
    if (pathname === '/api/v1/namespaces' && request.method === 'POST') return await this.#create(request);
    if (pathname === '/api/v1/namespaces') return { status: 200, body: { items: [] } };
    if (pathname === '/api/v1/nodes') return { status: 200, body: { items: [] } };
    if (pathname === '/apis') return { status: 200, body: { groups: [] } };
    if (pathname.includes('/endpointslices')) return { status: 200, body: { items: [] } };
    if (pathname === '/api/v1/pods')
      return { status: 200, body: { items: this.#isPodless ? [] : [this.#aggregator()] } };
    if (pathname.includes('/secrets/') || this.#namespace === null)
      return { status: 404, body: { kind: 'Status', message: 'not found' } };
    if (pathname.endsWith('/networkpolicies')) return { status: 200, body: { items: this.policies } };
    if (pathname === `/api/v1/namespaces/${NAMESPACE}`) return { status: 200, body: this.#namespaceObject() };
    if (this.#isPodless) return { status: 200, body: { items: [] } };
    const plugins = this.listsWithoutPlugin > 0 || this.#isStopped ? [] : [this.#plugin()];
    this.listsWithoutPlugin -= 1;
    return { status: 200, body: { items: [this.#aggregator(), ...plugins] } };
  }

  async #create(request: IncomingMessage): Promise<{ status: number; body: object }> {
    const { metadata } = CreatedNamespace.parse(JSON.parse(Buffer.concat(await request.toArray()).toString()));
    if (this.#namespace !== null) return { status: 409, body: { kind: 'Status', message: 'already exists' } };
    this.#namespace = metadata;
    this.#isStopped = false;
    return { status: 201, body: this.#namespaceObject() };
  }

  #namespaceObject(): object {
    const { labels = {}, annotations = {}, deletionTimestamp } = this.#namespace ?? {};
    const metadata = this.#metadata(NAMESPACE, labels, annotations);
    if (deletionTimestamp === undefined) return { metadata };
    const message = 'Some content in the namespace has finalizers remaining: example.org/hold in 1 resource instances';
    const conditions = [{ type: 'NamespaceFinalizersRemaining', status: 'True', message }];
    return { metadata: { ...metadata, deletionTimestamp }, status: { phase: 'Terminating', conditions } };
  }

  async #delete(pathname: string, request: IncomingMessage): Promise<{ status: number; body: object }> {
    const body = Buffer.concat(await request.toArray()).toString();
    if (Preconditions.parse(JSON.parse(body)).preconditions.uid !== UID) return { status: 409, body: {} };
    this.deleted.push(pathname.replace(/^\/api\/v1\//, ''));
    if (pathname.endsWith('/pods/plugin')) {
      this.#isStopped = true;
      this.#status('complete', 'complete');
    } else if (this.isHeld) {
      this.terminate();
    } else {
      this.vacate();
    }
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
    return { metadata, status: { phase: 'Running', podIPs: [{ ip: '10.0.0.1' }] } };
  }

  #plugin(): object {
    const labels = { 'sonobuoy-component': 'plugin', 'sonobuoy-plugin': 'scs-networking' };
    return {
      metadata: this.#metadata('plugin', labels),
      status: { podIPs: [{ ip: '10.0.0.2' }], ...this.pluginStatus },
    };
  }
}
