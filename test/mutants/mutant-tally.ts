import { sortedEntries } from '../../results-parsers/core/sorted-entries.ts';
import type { Mutant } from '../results-parsers/building/mutations.ts';
import type { Evaluated } from './evaluator.ts';

const COLUMNS = ['compliant', 'non-compliant', 'inconclusive', 'unreadable', 'defect'] as const;

type Row = { counts: Map<Evaluated['verdict'], number>; seconds: number; megabytes: number; problems: number };

/** The results of mutants by kind of mutation, with the cost of the most expensive ones. */
export class MutantTally {
  readonly #rows = new Map<string, Row>();
  #problems = 0;

  get problems(): number {
    return this.#problems;
  }

  add({ mutation, lost }: Mutant, evaluated: Evaluated, problem: string | null): void {
    if (problem !== null) this.#problems += 1;
    const knows = lost === null ? 'ALL WITHOUT A KNOWN LOSS' : 'ALL THAT LOST SOMETHING';
    for (const name of [mutation, knows]) {
      const row = this.#rows.get(name) ?? { counts: new Map(), seconds: 0, megabytes: 0, problems: 0 };
      row.counts.set(evaluated.verdict, (row.counts.get(evaluated.verdict) ?? 0) + 1);
      row.seconds = Math.max(row.seconds, evaluated.seconds);
      row.megabytes = Math.max(row.megabytes, evaluated.megabytes);
      row.problems += problem === null ? 0 : 1;
      this.#rows.set(name, row);
    }
  }

  toString(): string {
    const line = (first: string, cells: readonly (string | number)[]) =>
      `${first.padEnd(32)}${cells.map((cell) => String(cell).padStart(14)).join('')}\n`;
    const rows = sortedEntries(this.#rows);
    return [
      line('mutants', [...COLUMNS, 'problems', 'most s', 'most MB']),
      ...rows.map(([name, { counts, seconds, megabytes, problems }]) =>
        line(name, [
          ...COLUMNS.map((column) => counts.get(column) ?? 0),
          problems,
          seconds.toFixed(1),
          megabytes.toFixed(0),
        ]),
      ),
    ].join('');
  }
}
