import type { ReachabilityMatrix } from '../documents/verdict/reachability-failure.ts';
import type { Reach } from '../policy-model/reachability.ts';
import type { WrongProbe } from './timeline-reading.ts';
import type { TruthTable } from './truth-table.ts';

type Mark = '.' | 'X' | '?';

/** Which pods reach which. Lines about other pods are ignored. */
export class Matrix {
  readonly pods: readonly string[];
  readonly #indexes: ReadonlyMap<string, number>;
  readonly #rows: Mark[][];

  constructor(pods: readonly string[], fill: Reach | null = null) {
    this.pods = pods;
    this.#indexes = new Map(pods.map((pod, index) => [pod, index]));
    this.#rows = pods.map(() => pods.map(() => markOf(fill)));
  }

  static ofTable(pods: readonly string[], table: TruthTable | null): Matrix {
    const matrix = new Matrix(pods);
    for (const [from, marks] of table?.rows ?? []) {
      for (const [index, to] of (table?.pods ?? []).entries()) matrix.set(from, to, reachOf(marks[index]));
    }
    return matrix;
  }

  /** Null: not known. */
  at(from: string, to: string): Reach | null {
    const row = this.#rows[this.#indexes.get(from) ?? -1];
    return reachOf(row?.[this.#indexes.get(to) ?? -1]);
  }

  set(from: string, to: string, reach: Reach | null): void {
    const row = this.#rows[this.#indexes.get(from) ?? -1];
    const index = this.#indexes.get(to);
    if (row !== undefined && index !== undefined) row[index] = markOf(reach);
  }

  /** Lines about single connections show at least as much as a table, which may be cut off. */
  overlay(probes: readonly WrongProbe[], reach: (probe: WrongProbe) => Reach): this {
    for (const probe of probes) this.set(probe.from, probe.to, reach(probe));
    return this;
  }

  /** A copy in which these connections are not as expected. */
  withWrong(probes: readonly WrongProbe[]): Matrix {
    const copy = new Matrix(this.pods);
    for (const from of this.pods) for (const to of this.pods) copy.set(from, to, this.at(from, to));
    for (const { from, to, expected } of probes) copy.set(from, to, opposite(expected));
    return copy;
  }

  /** The connections that count, which are those between different pods, by source. */
  connections(): [from: string, to: string][] {
    return this.pods.flatMap((from) => this.pods.filter((to) => to !== from).map((to): [string, string] => [from, to]));
  }

  isKnown(): boolean {
    return this.connections().every(([from, to]) => this.at(from, to) !== null);
  }

  equals(other: Matrix): boolean {
    return this.connections().every(([from, to]) => this.at(from, to) === other.at(from, to));
  }

  toRows(): ReachabilityMatrix {
    return this.#rows.map((row) => row.join(''));
  }
}

export function opposite(reach: Reach): Reach {
  return reach === 'open' ? 'blocked' : 'open';
}

function markOf(reach: Reach | null): Mark {
  if (reach === null) return '?';
  return reach === 'open' ? '.' : 'X';
}

function reachOf(mark: string | undefined): Reach | null {
  if (mark === '.') return 'open';
  return mark === 'X' ? 'blocked' : null;
}
