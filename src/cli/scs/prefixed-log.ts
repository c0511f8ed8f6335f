import { printable } from '../../../results-parsers/report/layout.ts';
import type { Display } from '../run/display.ts';
import { LogDisplay } from '../run/log-display.ts';

/** The prefixes that scs-compliance-check counts, wherever a line begins with one, and one that it does not. */
export type LogLevel = 'DEBUG' | 'INFO' | 'WARNING' | 'ERROR' | 'CRITICAL';

/** Standard error for SCS's pipeline: each line has its level, so that not one is counted as what it is not. */
export class PrefixedLog implements Display {
  readonly #write: (text: string) => void;
  readonly #progress: LogDisplay;

  constructor(write: (text: string) => void) {
    this.#write = write;
    this.#progress = new LogDisplay((line) => this.log('INFO', line));
  }

  log(level: LogLevel, text: string): void {
    for (const line of text.split('\n')) if (line !== '') this.#write(`${level}: ${printable(line)}\n`);
  }

  say(sentence: string): void {
    this.log('INFO', sentence);
  }

  /** Only the verdict says whether the failure counts. */
  specFailed(name: string): void {
    this.log('WARNING', `failed, and may pass when retried: ${name}`);
  }

  progress(...[snapshot]: Parameters<Display['progress']>): void {
    this.#progress.progress(snapshot);
  }

  end(): void {}
}
