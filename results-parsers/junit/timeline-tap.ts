import { TimelineReader } from '../spec-failures/timeline-reader.ts';
import type { KeptSoFar } from './kept-so-far.ts';
import { EntityResolver } from './xml-entities.ts';

/**
 * Reads the text of an element alongside the XML parser, which would hold all of it until the element ends: a timeline can have
 * megabytes. What is read here explains a failure and decides nothing, so markup inside the element counts as text.
 */
export class TimelineTap {
  readonly #kept: KeptSoFar;
  #piece = '';
  /** Characters of the document before the piece. */
  #before = 0;
  /** Where in the document the text that is still to be read begins. */
  #from = 0;
  #open: { timeline: TimelineReader; entities: EntityResolver } | undefined;

  constructor(kept: KeptSoFar) {
    this.#kept = kept;
  }

  /** To be called before the parser gets a piece of the document. */
  begin(piece: string): void {
    this.#before += this.#piece.length;
    this.#piece = piece;
  }

  /** `position`: characters of the document up to the end of the opening tag. */
  open(position: number): void {
    this.#open = { timeline: new TimelineReader(), entities: new EntityResolver() };
    this.#from = position;
  }

  /** To be called after the parser got the piece. */
  readOn(): void {
    this.#readTo(this.#before + this.#piece.length);
  }

  /** `position`: characters of the document up to the end of the closing tag. Undefined: no element was open. */
  close(position: number): TimelineReader | undefined {
    if (this.#open === undefined) return undefined;
    this.#readTo(position);
    const { timeline, entities } = this.#open;
    this.#open = undefined;
    timeline.write(entities.end());
    timeline.end();
    return timeline;
  }

  #readTo(position: number): void {
    if (this.#open === undefined) return;
    const text = this.#piece.slice(Math.max(0, this.#from - this.#before), Math.max(0, position - this.#before));
    this.#from = position;
    if (this.#kept.addTimeline(text.length)) this.#open.timeline.write(this.#open.entities.write(text));
  }
}
