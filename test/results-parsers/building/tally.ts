import { sortedEntries } from '../../../results-parsers/core/sorted-entries.ts';
import type { Verdict } from '../../../results-parsers/index.ts';
import type { Mutant } from './mutations.ts';

/** The outcomes of mutants, by the mutation that made them. */
export class Tally {
  readonly #counts = new Map<string, Map<string, number>>();

  /** `verdict`: null if the mutant could not be read. */
  add({ mutation, lost }: Mutant, verdict: Verdict | null): void {
    const outcome = verdict?.verdict ?? 'unreadable';
    for (const row of [mutation, lost === null ? 'ALL WITHOUT A KNOWN LOSS' : 'ALL THAT LOST SOMETHING']) {
      const counts = this.#counts.get(row) ?? new Map<string, number>();
      this.#counts.set(row, counts.set(outcome, (counts.get(outcome) ?? 0) + 1));
    }
  }

  toString(): string {
    const columns = ['compliant', 'non-compliant', 'inconclusive', 'unreadable'];
    const rows = sortedEntries(this.#counts);
    const line = (first: string, cells: readonly (string | number)[]) =>
      `${first.padEnd(26)}${cells.map((cell) => String(cell).padStart(15)).join('')}\n`;
    return [
      line('mutants', columns),
      ...rows.map(([row, counts]) =>
        line(
          row,
          columns.map((column) => counts.get(column) ?? 0),
        ),
      ),
    ].join('');
  }
}
