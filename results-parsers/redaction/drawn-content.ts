import { detectCni } from '../cluster/cni/detect-cni.ts';
import { ArchiveCollector } from '../sonobuoy/archive-collector.ts';
import { defaultLimits, type EvaluationLimits } from '../sonobuoy/limits.ts';
import { withKnownVariables } from './kept-documents.ts';

type File = { path: string; content: Uint8Array };

/**
 * What the evaluation reads from one file alone, as text to compare: nothing if it cannot read the file, for whatever reason. Asked of
 * the evaluation's own reader, so that redaction and evaluation never disagree about what can be read.
 */
export class DrawnContent {
  readonly #wanted: (plugin: string) => boolean;
  readonly #limits: EvaluationLimits;
  readonly #configs: readonly File[];

  /** `configs`: Sonobuoy's own settings, which say where it ran and so decide what is read. */
  constructor(wanted: (plugin: string) => boolean, limits: Partial<EvaluationLimits>, configs: readonly File[]) {
    this.#wanted = wanted;
    this.#limits = { ...defaultLimits, ...limits };
    this.#configs = configs;
  }

  from(path: string, content: Uint8Array): string {
    const others = this.#configs.filter((config) => config.path !== path);
    return this.#drawnFrom([...others, { path, content }]);
  }

  fromNothing(): string {
    return this.#drawnFrom(this.#configs);
  }

  #drawnFrom(files: readonly File[]): string {
    const collector = new ArchiveCollector(this.#wanted, this.#limits);
    for (const { path, content } of files) {
      const sink = collector.open(path);
      sink?.write(content);
      sink?.end();
    }
    return inText(collector);
  }
}

/** A document that cannot be read, whatever the reason. */
function isUnreadable(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'state' in value && value.state === 'unreadable';
}

/** A digest shows nothing of the content. Only variables that are kept count. */
function inText(collector: ArchiveCollector): string {
  const { cluster, ...content } = collector.content();
  const { sightings, ...others } = cluster;
  // Only what can identify a network plugin is kept of them.
  const cni = detectCni({ ...sightings, asked: null });
  return JSON.stringify({ ...content, ...others, cni }, (key, value: unknown) => {
    if (key === 'digests') return undefined;
    if (isUnreadable(value)) return 'unreadable';
    if (key === 'env') return withKnownVariables(value);
    if (value instanceof Map) return [...value];
    return value instanceof Set ? [...value] : value;
  });
}
