import { SaxesParser, type SaxesTagPlain } from 'saxes';
import type { FileSink } from '../archive/tar-reader.ts';
import { xmlProblem } from '../core/xml/xml-problem.ts';
import type { JunitProblem, JunitReading } from './junit-report.ts';
import { KeptSoFar } from './kept-so-far.ts';
import { defaultJunitLimits, type JunitLimits, KEPT_TEXT_LENGTH, SPEC_NAME_LENGTH } from './limits.ts';
import {
  nextSkippedLine,
  SKIPPED_CASE_ATTRIBUTES,
  SKIPPED_CASE_DEPTH,
  SKIPPED_CASE_LINES,
  skippedCaseAt,
} from './skipped-cases.ts';
import { StrictUtf8 } from './strict-utf8.ts';
import { SuiteCollector } from './suite-collector.ts';
import { TimelineTap } from './timeline-tap.ts';

/** Elements whose text is kept. */
const TEXT_ELEMENTS: ReadonlySet<string> = new Set(['failure', 'error', 'skipped']);
const ROOT_ELEMENTS: ReadonlySet<string> = new Set(['testsuites', 'testsuite']);
/** How much the parser gets at a time. The problem it finds can depend on where a piece ends, so pieces must not depend on how bytes arrive. */
const PIECE_CHARACTERS = 64 * 1024;
/** Characters that one may take in XML, as in `&#1114111;`. */
const ENCODED_LENGTH = 10;
/** Many times the longest failure; nothing is kept of longer texts anyway. */
const MAX_LISTENED_LENGTH = 4 * 1024 ** 2;
/** Elements of all files of an archive together: a hundred times those of the largest honest file. Each takes time, however short it is. */
const MAX_ELEMENTS = 2_000_000;
/** Suites of all files of an archive together; a run has one for each attempt. What is wrong with each is listed. */
const MAX_SUITES = 500;

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
  readonly #timelines: TimelineTap;
  #problem: JunitProblem | null = null;
  #ended = false;
  #depth = 0;
  #message = '';
  #text: string | undefined;
  #lastEvent = 0;
  /** Attributes so far of the tag that is open; null: no tag is. */
  #attributes: number | null = null;
  /** Depth of the elements in the suite that is open; 0: no suite is. */
  #suiteDepth = 0;
  /** Only blanks and the end of a line came after the last tag. */
  #atLineStart = false;
  /** Text that has arrived but is not yet a whole piece. */
  #pending = '';
  /** Characters that the parser saw. */
  #parsed = 0;
  /** Lines that it did not see. */
  #skippedLines = 0;

  /** `keep` says which specs are wanted, by their names without `[It] `; `kept` is shared by the files of an archive. */
  constructor(keep: (name: string) => boolean, limits: JunitLimits = defaultJunitLimits, kept = new KeptSoFar()) {
    this.#limits = limits;
    this.#kept = kept;
    this.#collector = new SuiteCollector(keep, kept);
    this.#timelines = new TimelineTap(kept);
    this.#parser.on('error', (error) => this.#fail(xmlProblem(error.message)));
    this.#parser.on('doctype', () => this.#fail('a DOCTYPE is refused, since JUnit files do not need one'));
    this.#parser.on('opentagstart', () => this.#began());
    this.#parser.on('attribute', () => this.#readAttribute());
    this.#parser.on('opentag', (tag) => this.#opened(tag));
    this.#parser.on('closetag', (tag) => this.#closed(tag.name));
  }

  write(bytes: Uint8Array): void {
    if (this.#problem !== null) return;
    this.#pending += this.#utf8.decode(bytes);
    while (this.#pending.length >= PIECE_CHARACTERS) this.#readPending();
    if (!this.#utf8.valid) this.#readPending();
    this.#checkEncoding();
  }

  end(): void {
    this.#ended = true;
    this.#utf8.end();
    this.#readPending();
    this.#checkEncoding();
    if (this.#problem === null) this.#parser.close();
  }

  /** The file's content; a file of which not all bytes came has a problem. */
  reading(): JunitReading {
    if (!this.#ended) {
      this.#readPending();
      this.#fail('the file is cut off');
    }
    return { suites: this.#collector.suites, problem: this.#problem };
  }

  /** Reads one piece of what has come, or all of it if that is less. */
  #readPending(): void {
    const piece = this.#pending.slice(0, PIECE_CHARACTERS);
    this.#pending = this.#pending.slice(PIECE_CHARACTERS);
    this.#read(piece);
  }

  /** Most of a file are specs that its suite did not run. They are counted, and need no parser. */
  #read(piece: string): void {
    for (let at = 0; at < piece.length && this.#problem === null; ) {
      at = this.#skipFrom(piece, at);
      const end = this.#suiteDepth === 0 ? afterSuiteStart(piece, at) : nextSkippedLine(piece, at);
      if (end > at) this.#parse(piece.slice(at, end));
      at = end;
    }
  }

  #parse(text: string): void {
    this.#timelines.begin(text);
    this.#parser.write(text);
    this.#timelines.readOn();
    this.#checkRun();
    this.#parsed += text.length;
    // Between two pieces, the parser's own position cannot be used.
    const afterTag = this.#parsed - this.#lastEvent;
    this.#atLineStart = afterTag > 0 && afterTag <= text.length && /^\s*\n$/.test(text.slice(-afterTag));
  }

  /** The parser keeps what it has read of an attribute, or of a text that is listened to, until that ends. */
  #checkRun(): void {
    const run = this.#parser.position - this.#lastEvent;
    const { xmlRunLength, xmlAttributeLength } = this.#limits;
    if (run > xmlRunLength) this.#exceeded('xmlRunLength');
    if (this.#attributes !== null && run > ENCODED_LENGTH * xmlAttributeLength) this.#exceeded('xmlAttributeLength');
    if (this.#text !== undefined && run > MAX_LISTENED_LENGTH) {
      this.#fail(`more than ${MAX_LISTENED_LENGTH} characters of a failure without an element`);
    }
  }

  #began(): void {
    this.#attributes = 0;
    this.#lastEvent = this.#parser.position;
  }

  #readAttribute(): void {
    this.#lastEvent = this.#parser.position;
    this.#attributes = (this.#attributes ?? 0) + 1;
    if (this.#attributes > this.#limits.xmlAttributes) this.#exceeded('xmlAttributes');
  }

  /** Where the parser has to go on. */
  #skipFrom(text: string, start: number): number {
    const { xmlDepth, xmlAttributes, xmlAttributeLength } = this.#limits;
    if (!this.#atLineStart || this.#suiteDepth === 0 || this.#depth !== this.#suiteDepth) return start;
    if (this.#depth + SKIPPED_CASE_DEPTH > xmlDepth || xmlAttributes < SKIPPED_CASE_ATTRIBUTES) return start;
    let at = start;
    for (let found = skippedCaseAt(text, at); found !== undefined; found = skippedCaseAt(text, at)) {
      if (found.end - at > xmlAttributeLength || !this.#collector.skip(found)) break;
      this.#skippedLines += SKIPPED_CASE_LINES;
      at = found.end;
    }
    return at;
  }

  get #line(): number {
    return this.#parser.line + this.#skippedLines;
  }

  #checkEncoding(): void {
    if (!this.#utf8.valid) this.#fail('the file is not valid UTF-8');
  }

  /** saxes goes on after an error; the first one is the one that matters. */
  #fail(message: string): void {
    this.#problem ??= { message, line: this.#line, column: this.#parser.column };
  }

  #exceeded(limit: keyof JunitLimits): void {
    this.#fail(
      `the limit ${limit} of ${this.#limits[limit]} is exceeded; raise it if you trust the author of the archive`,
    );
  }

  #opened(tag: SaxesTagPlain): void {
    this.#attributes = null;
    if (this.#problem !== null) return;
    this.#lastEvent = this.#parser.position;
    this.#depth += 1;
    const values = Object.values(tag.attributes);
    if (!this.#kept.addElement(MAX_ELEMENTS))
      this.#fail(`more than ${MAX_ELEMENTS} elements in the files of the suite`);
    if (this.#depth > this.#limits.xmlDepth) this.#exceeded('xmlDepth');
    if (values.some((value) => value.length > this.#limits.xmlAttributeLength)) this.#exceeded('xmlAttributeLength');
    if (this.#depth === 1 && !ROOT_ELEMENTS.has(tag.name)) this.#fail(`<${tag.name}> cannot begin a JUnit file`);
    if (this.#problem !== null) return;

    if (tag.name === 'testsuite') this.#suiteDepth = this.#depth;
    const misplaced = this.#collector.open(tag.name, tag.attributes, this.#line);
    if (misplaced !== undefined) this.#fail(misplaced);
    if (tag.name === 'testcase' && this.#collector.hasEndlessName()) {
      this.#fail(`the name of a spec has more than ${SPEC_NAME_LENGTH} characters`);
    }
    this.#checkKept();
    if (this.#problem !== null) return;
    if (TEXT_ELEMENTS.has(tag.name) && this.#collector.wantsText()) this.#listen(tag.attributes['message'] ?? '');
    if (this.#collector.wantsTimeline(tag.name)) this.#timelines.open(this.#parser.position);
  }

  #closed(name: string): void {
    if (this.#problem !== null) return;
    this.#lastEvent = this.#parser.position;
    this.#depth -= 1;
    if (name === 'testsuite') this.#suiteDepth = 0;
    if (this.#text !== undefined && TEXT_ELEMENTS.has(name)) this.#collector.addText(this.#unlisten());
    if (this.#collector.wantsTimeline(name)) this.#collector.addTimeline(this.#timelines.close(this.#parser.position));
    this.#collector.close(name);
    this.#checkKept();
  }

  #checkKept(): void {
    if (this.#kept.suites > MAX_SUITES) this.#fail(`more than ${MAX_SUITES} test suites in the files of the suite`);
    if (this.#kept.specs > this.#limits.specs) this.#exceeded('specs');
    if (this.#kept.keptCharacters > this.#limits.keptCharacters) this.#exceeded('keptCharacters');
  }

  /** Without a handler saxes drops text as it comes, which is most of a file. */
  #listen(message: string): void {
    this.#message = message.slice(0, KEPT_TEXT_LENGTH);
    this.#text = '';
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
    const text = messageAndText(this.#message, this.#text ?? '').slice(0, KEPT_TEXT_LENGTH);
    this.#text = undefined;
    return text;
  }
}

/** Where the line ends on which a suite may begin: within a suite, cases can be skipped. */
function afterSuiteStart(piece: string, at: number): number {
  const start = piece.indexOf('<testsuite', at);
  const end = start === -1 ? -1 : piece.indexOf('\n', start);
  return end === -1 ? piece.length : end + 1;
}

/** An element's message and its text, each on lines of its own, and only once if one begins with the other. */
function messageAndText(message: string, text: string): string {
  const [ownMessage, ownText] = [message, text].map((part) => part.trim().replace(/^\[[A-Z]+\] /, ''));
  if (ownMessage === undefined || ownMessage === '' || ownText?.startsWith(ownMessage)) return text;
  return ownText === undefined || ownMessage.startsWith(ownText) ? message : `${message}\n${text}`;
}
