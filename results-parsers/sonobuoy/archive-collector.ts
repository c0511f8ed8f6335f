import { type Digest, digested } from '../archive/digest.ts';
import { documentLimits, JsonReader } from '../archive/json-document.ts';
import { checkLimit } from '../archive/limits.ts';
import type { FileSink } from '../archive/tar-reader.ts';
import { TwiceNamedDocument } from '../archive/twice-named-document.ts';
import { clusterPlaceOf } from '../cluster/reading/cluster-places.ts';
import { ClusterReader } from '../cluster/reading/cluster-reader.ts';
import { REDACTION_FILE, Redaction } from '../documents/redaction.ts';
import { KeptSoFar } from '../junit/kept-so-far.ts';
import { ServerVersion, SONOBUOY_NAMESPACE, SonobuoyConfig, SonobuoyInfo } from './documents.ts';
import {
  type BarePart,
  CONFIG_PATH,
  directoryOfPlaces,
  INFO_PATH,
  placeOf,
  pluginOfPodLog,
  SERVER_VERSION_PATH,
} from './layout.ts';
import type { EvaluationLimits } from './limits.ts';
import { PluginReader } from './plugin-files.ts';
import type { ArchiveContent } from './sonobuoy-archive.ts';

/** A plugin has one pod, or one on each node; a hint about their logs needs only a few of their names. */
const MAX_POD_LOGS = 100;

/** Takes the files of an archive as they come out of it, and keeps what can matter for a verdict. */
export class ArchiveCollector {
  readonly #wanted: (plugin: string) => boolean;
  readonly #limits: EvaluationLimits;
  readonly #kept = new KeptSoFar();
  readonly #digests = new Map<string, Digest>();
  readonly #cluster = new ClusterReader(() => this.runNamespace());
  readonly #clusterDigests = new Map<string, Digest>();
  readonly #present = new Set<string>();
  readonly #plugins = new Map<string, PluginReader>();
  readonly #podLogs: string[] = [];
  #below: string | undefined;
  readonly #config = new TwiceNamedDocument(CONFIG_PATH, SonobuoyConfig);
  readonly #info = new JsonReader(INFO_PATH, SonobuoyInfo);
  readonly #serverVersion = new TwiceNamedDocument(SERVER_VERSION_PATH, ServerVersion);
  readonly #redaction = new JsonReader(REDACTION_FILE, Redaction, documentLimits.redaction);
  #bare: PluginReader | undefined;
  #opened = 0;

  /** `wanted` says whose files are read. */
  constructor(wanted: (plugin: string) => boolean, limits: EvaluationLimits) {
    this.#wanted = wanted;
    this.#limits = limits;
  }

  /** Where the file's content is to go; undefined: nothing in it can matter. Throws `INPUT_UNREADABLE` for more files than may be evidence. */
  open(path: string): FileSink | undefined {
    const sink = this.#sinkOf(path);
    if (sink !== undefined) this.#opened += 1;
    checkLimit('evidenceFiles', this.#opened, this.#limits);
    return sink;
  }

  /** If a document is there under an old name and its present one, the first one counts. */
  #sinkOf(path: string): FileSink | undefined {
    const place = placeOf(path);
    switch (place.kind) {
      case 'config':
        return this.#digested(path, this.#config.open(path));
      case 'info':
        return this.#digested(path, this.#info);
      case 'server-version':
        return this.#digested(path, this.#serverVersion.open(path));
      case 'plugin':
        this.#present.add(place.plugin);
        return this.#wanted(place.plugin) ? this.#pluginReader(place.plugin).open(path, place.part) : undefined;
      case 'redaction':
        return this.#digested(path, this.#redaction);
      case 'bare':
        return this.openBare(path, place.part);
      case 'other':
        this.#below ??= directoryOfPlaces(path);
        if (pluginOfPodLog(path) !== undefined && this.#podLogs.length < MAX_POD_LOGS) this.#podLogs.push(path);
        return this.#openClusterFile(path);
      default:
        return place satisfies never;
    }
  }

  /** For a file of the e2e suite that stands alone, whatever its name. */
  openBare(path: string, part: BarePart): FileSink | undefined {
    this.#bare ??= new PluginReader('', this.#limits, this.#kept);
    return this.#bare.open(path, part);
  }

  content(): ArchiveContent {
    const config = this.#config.document();
    const redaction = this.#redaction.document();
    const removed = redaction.state === 'read' ? redaction.value.plugins : [];
    const namespace = this.runNamespace() ?? SONOBUOY_NAMESPACE;
    this.#cluster.settle(namespace);
    const elsewhere = new Set(this.#cluster.policiesElsewhere(namespace));
    const isOfRun = (path: string): boolean =>
      !elsewhere.has(path) && clusterPlaceOf(path, namespace)?.kind !== 'objects';
    return {
      config,
      info: this.#info.document(),
      serverVersion: this.#serverVersion.document(),
      digests: this.#digests,
      cluster: {
        sightings: this.#cluster.sightings(namespace),
        facts: this.#cluster.facts(),
        podPlaces: this.#cluster.podPlaces(),
        runPolicies: this.#cluster.runPolicies(namespace),
        digests: new Map([...this.#clusterDigests].filter(([path]) => isOfRun(path))),
        runPods: this.#cluster.runPods(namespace),
      },
      redaction,
      pluginsPresent: [...new Set([...this.#present, ...removed])].sort(),
      plugins: new Map([...this.#plugins].map(([name, reader]) => [name, reader.files()])),
      below: this.#below ?? null,
      podLogs: this.#podLogs.toSorted(),
      bare: this.#bare?.files() ?? null,
    };
  }

  /** Where Sonobuoy ran, if that is known by now; null: not yet. */
  runNamespace(): string | null {
    const config = this.#config.document();
    return config.state === 'read' ? (config.value.Namespace ?? SONOBUOY_NAMESPACE) : null;
  }

  #pluginReader(name: string): PluginReader {
    const known = this.#plugins.get(name) ?? new PluginReader(name, this.#limits, this.#kept);
    this.#plugins.set(name, known);
    return known;
  }

  #openClusterFile(path: string): FileSink | undefined {
    const sink = this.#cluster.open(path);
    return sink && digested(sink, (digest) => this.#clusterDigests.set(path, digest));
  }

  #digested(path: string, sink: FileSink): FileSink {
    return digested(sink, (digest) => this.#digests.set(path, digest));
  }
}
