import { styleText } from 'node:util';
import { atWidth, printable, wrapped } from '../../../results-parsers/report/layout.ts';
import type { RunSnapshot } from '../../sonobuoy/run-observer.ts';
import { onTerminal } from '../../terminal.ts';
import { widthOf } from '../process/look-on.ts';
import type { Display } from './display.ts';
import { activity, activityAlone, bar, clock, counts, currentSpecs, estimate, specInWords } from './progress-text.ts';

type Terminal = Pick<NodeJS.WriteStream, 'columns' | 'rows' | 'write' | 'hasColors'>;

const MOST_CURRENT_SPECS = 12;
/** The two lines above the current specs, one for those that are not named, and the one of the cursor. */
const OTHER_LINES = 4;

/**
 * Clears this line, on which the terminal may have shown a ^C, and those above it. One by one: some terminals keep what they clear as a whole
 * in their history.
 */
const backOver = (lines: number): string => `\r\x1b[2K${'\x1b[1A\x1b[2K'.repeat(lines)}`;

/** Lines that stay, and below them some that are redrawn all the time. */
export class TerminalDisplay implements Display {
  readonly #terminal: Terminal;
  #drawn = 0;
  #snapshot: RunSnapshot | null = null;

  constructor(terminal: Terminal) {
    this.#terminal = terminal;
  }

  say(sentence: string): void {
    this.#stay(this.#laidOut(() => wrapped(sentence, '')));
  }

  specFailed(name: string): void {
    const [first = '', ...others] = this.#laidOut(() => wrapped(specInWords(name), 'FAILED  '));
    this.#stay([this.#coloured('red', first), ...others]);
  }

  progress(snapshot: RunSnapshot): void {
    this.#snapshot = snapshot;
    this.#draw([]);
  }

  end(): void {
    this.#snapshot = null;
    this.#draw([]);
  }

  #laidOut(lines: () => string[]): string[] {
    return atWidth(widthOf({ isTTY: true, columns: this.#terminal.columns }), lines);
  }

  #stay(lines: readonly string[]): void {
    this.#draw(lines);
  }

  #draw(lines: readonly string[]): void {
    const live = this.#snapshot === null ? [] : this.#live(this.#snapshot);
    const all = [...lines, ...live].map((line) => `${line}\n`).join('');
    this.#terminal.write(backOver(this.#drawn) + onTerminal(all));
    this.#drawn = live.length;
  }

  #live(snapshot: RunSnapshot): string[] {
    const left = estimate(snapshot);
    const time = left === null ? clock(snapshot.elapsedSeconds) : `${clock(snapshot.elapsedSeconds)}, ${left}`;
    const ended = snapshot.total > 0 ? counts(snapshot) : 'no specs yet';
    const first = this.#cut(`${bar(snapshot)} ${ended}  ${time}`);
    return [
      snapshot.failed > 0 ? first.replace(/\d+ failed/, (text) => this.#coloured('red', text)) : first,
      ...this.#current(snapshot),
    ];
  }

  /** What goes on, and which specs run: as many as the terminal has lines for. */
  #current(snapshot: RunSnapshot): string[] {
    const specs = currentSpecs(snapshot);
    if (specs.length === 0) return [this.#cut(`  ${activity(snapshot)}`)];
    const most = Math.max(1, Math.min(MOST_CURRENT_SPECS, (this.#terminal.rows || 24) - OTHER_LINES));
    const others = specs.length - most;
    return [
      this.#cut(`  ${activityAlone(snapshot)}:`),
      ...specs.slice(0, most).map((spec) => this.#cut(`  - ${spec}`)),
      ...(others > 0 ? [`    and ${others} more`] : []),
    ];
  }

  /** A line that is broken by the terminal could not be drawn over. */
  #cut(line: string): string {
    const width = Math.max(20, (this.#terminal.columns || 80) - 1);
    const shown = printable(line);
    return shown.length > width ? `${shown.slice(0, width - 3)}...` : shown;
  }

  #coloured(colour: 'red', text: string): string {
    return this.#terminal.hasColors() ? styleText(colour, text, { validateStream: false }) : text;
  }
}
