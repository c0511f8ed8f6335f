import { writeFileSync } from 'node:fs';
import { historyPage, type LinkedRun } from '../../../results-parsers/report/history/history-page.ts';
import type { HistoryRun } from '../../../results-parsers/report/history/history-run.ts';
import type { Packer } from './packer.ts';

/** Gathers runs for the page of all of them; each is some 500 bytes. */
export class HistoryFile implements Packer {
  readonly #file: string;
  readonly #runs: LinkedRun[] = [];

  constructor(file: string) {
    this.#file = file;
  }

  /** A line of `historyLine`. */
  add(line: Uint8Array, page: string | null): void {
    const run: HistoryRun = JSON.parse(Buffer.from(line).toString('utf8'));
    this.#runs.push({ run, page });
  }

  end(): void {
    writeFileSync(this.#file, historyPage(this.#runs));
  }
}
