import { SaxesParser, type SaxesTagPlain } from 'saxes';
import type { FileSink } from '../archive/tar-reader.ts';
import { raising } from '../limit-option.ts';
import type { JunitProblem, JunitReading } from './junit-report.ts';
import { KeptSoFar } from './kept-so-far.ts';
import { defaultJunitLimits, type JunitLimits, KEPT_TEXT_LENGTH } from './limits.ts';
import { StrictUtf8 } from './strict-utf8.ts';
import { SuiteCollector } from './suite-collector.ts';
import { TimelineTap } from './timeline-tap.ts';

/** Elements whose text is kept. */
const TEXT_ELEMENTS: ReadonlySet<string> = new Set(['failure', 'error', 'skipped']);
const ROOT_ELEMENTS: ReadonlySet<string> = new Set(['testsuites', 'testsuite']);
const WRITE_CHARACTERS = 64 * 1024;

/**
 * Reads a JUnit file as its bytes arrive. Reading stops at the first thing that is wrong: what was read before is kept,
 * what follows cannot be trusted.
 */
export class JunitReader implements FileSink {
  readonly #limits: JunitLimits;
  readonly #kept: KeptSoFar;
  readonly #parser = new SaxesParser({ xmlns: false, position: true });
  readonly #utf8 = new StrictUtf8();
  readonly #collector: SuiteCollector;
  readonly #timelines = new TimelineTap();
  #problem: JunitProblem | null = null;
  #ended = false;
  #depth = 0;
  #text: string | undefined;
  #lastEvent = 0;

  /** `keep` says which specs are wanted, by their names without `[It] `; `kept` is shared by the files of an archive. */
  constructor(keep: (name: string) => boolean, limits: JunitLimits = defaultJunitLimits, kept = new KeptSoFar()) {
    this.#limits = limits;
    this.#kept = kept;
    this.#collector = new SuiteCollector(keep, kept);
    this.#parser.on('error', (error) => this.#fail(error.message.replace(/^\d+:\d+: /, '')));
    this.#parser.on('doctype', () => this.#fail('a DOCTYPE, which no JUnit file needs, is refused'));
    this.#parser.on('opentag', (tag) => this.#opened(tag));
    this.#parser.on('closetag', (tag) => this.#closed(tag.name));
  }

  write(bytes: Uint8Array): void {
    if (this.#problem !== null) return;
    this.#feed(this.#utf8.decode(bytes));
    this.#checkEncoding();
  }

  end(): void {
    this.#ended = true;
    this.#utf8.end();
    this.#checkEncoding();
    if (this.#problem === null) this.#parser.close();
  }

  /** What the file said; a file of which not all bytes came has a problem. */
  reading(): JunitReading {
    if (!this.#ended) this.#fail('the file is cut off');
    return { suites: this.#collector.suites, problem: this.#problem };
  }

  #feed(text: string): void {
    for (let at = 0; at < text.length && this.#problem === null; at += WRITE_CHARACTERS) {
      const piece = text.slice(at, at + WRITE_CHARACTERS);
      this.#timelines.begin(piece);
      this.#parser.write(piece);
      this.#timelines.readOn();
      if (this.#parser.position - this.#lastEvent > this.#limits.xmlRunLength) this.#exceeded('xmlRunLength');
    }
  }

  #checkEncoding(): void {
    if (!this.#utf8.valid) this.#fail('the file is not valid UTF-8');
  }

  /** saxes goes on after an error; the first one is the one that matters. */
  #fail(message: string): void {
    this.#problem ??= { message, line: this.#parser.line, column: this.#parser.column };
  }

  #exceeded(limit: keyof JunitLimits): void {
    this.#fail(`the limit ${limit} of ${this.#limits[limit]} is exceeded; ${raising(limit)}`);
  }

  #opened(tag: SaxesTagPlain): void {
    if (this.#problem !== null) return;
    this.#lastEvent = this.#parser.position;
    this.#depth += 1;
    const values = Object.values(tag.attributes);
    if (this.#depth > this.#limits.xmlDepth) this.#exceeded('xmlDepth');
    if (values.length > this.#limits.xmlAttributes) this.#exceeded('xmlAttributes');
    if (values.some((value) => value.length > this.#limits.xmlAttributeLength)) this.#exceeded('xmlAttributeLength');
    if (this.#depth === 1 && !ROOT_ELEMENTS.has(tag.name)) this.#fail(`<${tag.name}> is not how a JUnit file begins`);
    if (this.#problem !== null) return;

    this.#collector.open(tag.name, tag.attributes, this.#parser.line);
    this.#checkKept();
    if (TEXT_ELEMENTS.has(tag.name) && this.#collector.wantsText()) this.#listen(tag.attributes['message'] ?? '');
    if (this.#collector.wantsTimeline(tag.name)) this.#timelines.open(this.#parser.position);
  }

  #closed(name: string): void {
    if (this.#problem !== null) return;
    this.#lastEvent = this.#parser.position;
    this.#depth -= 1;
    if (this.#text !== undefined && TEXT_ELEMENTS.has(name)) this.#collector.addText(this.#unlisten());
    if (this.#collector.wantsTimeline(name)) this.#collector.addTimeline(this.#timelines.close(this.#parser.position));
    this.#collector.close(name);
    this.#checkKept();
  }

  #checkKept(): void {
    if (this.#kept.specs > this.#limits.specs) this.#exceeded('specs');
    if (this.#kept.keptCharacters > this.#limits.keptCharacters) this.#exceeded('keptCharacters');
  }

  /** Without a handler saxes drops text as it comes, which is most of a file. */
  #listen(message: string): void {
    this.#text = message.slice(0, KEPT_TEXT_LENGTH);
    const append = (text: string): void => {
      const room = KEPT_TEXT_LENGTH - (this.#text?.length ?? 0);
      if (room > 0) this.#text = `${this.#text ?? ''}${text.slice(0, room)}`;
    };
    this.#parser.on('text', append);
    this.#parser.on('cdata', append);
  }

  #unlisten(): string {
    this.#parser.off('text');
    this.#parser.off('cdata');
    const text = this.#text ?? '';
    this.#text = undefined;
    return text;
  }
}
