import { defaultLimits, type EvaluationLimits } from '../limits.ts';
import { ArchiveCollector } from '../sonobuoy/archive-collector.ts';
import { withKnownVariables } from './kept-documents.ts';

/**
 * What the evaluation draws from one file alone, as text to compare: nothing if it cannot read it, whatever keeps it from that. Asked of
 * the evaluation's own reader, so that redaction and evaluation never disagree about what can be read.
 */
export class DrawnContent {
  readonly #wanted: (plugin: string) => boolean;
  readonly #limits: EvaluationLimits;

  constructor(wanted: (plugin: string) => boolean, limits: Partial<EvaluationLimits>) {
    this.#wanted = wanted;
    this.#limits = { ...defaultLimits, ...limits };
  }

  from(path: string, content: Uint8Array): string {
    const collector = new ArchiveCollector(this.#wanted, this.#limits);
    const sink = collector.open(path);
    sink?.write(content);
    sink?.end();
    return inText(collector);
  }

  fromNothing(): string {
    return inText(new ArchiveCollector(this.#wanted, this.#limits));
  }
}

/** A document that cannot be read, whatever the reason. */
function isUnreadable(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'state' in value && value.state === 'unreadable';
}

/** A digest says nothing of the content. Of variables only those count that are kept. */
function inText(collector: ArchiveCollector): string {
  return JSON.stringify(collector.content(), (key, value: unknown) => {
    if (key === 'digests') return undefined;
    if (isUnreadable(value)) return 'unreadable';
    if (key === 'env') return withKnownVariables(value);
    if (value instanceof Map) return [...value];
    return value instanceof Set ? [...value] : value;
  });
}
