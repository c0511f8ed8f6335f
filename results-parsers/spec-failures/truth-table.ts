import { reachabilityLimits } from './limits.ts';

/** A table as upstream's TruthTable.PrettyPrint writes it: names of pods, and for each source a mark for each destination. */
export type TruthTable = {
  pods: string[];
  /** By source. A row that is cut off is shorter than `pods`. */
  rows: Map<string, string>;
};

const MARKS = /^[.X?]$/;

/** Reads a table line by line. Cells stand between tabs, of which upstream writes one or two. */
export class TruthTableReader {
  readonly table: TruthTable = { pods: [], rows: new Map() };

  /** False: the table ended before this line. */
  read(line: string): boolean {
    if (this.table.pods.length === 0) return this.#header(line);
    return this.#row(line);
  }

  #header(line: string): boolean {
    if (line.trim() === '') return true;
    const [corner, ...pods] = cells(line);
    if (corner !== '-' || pods.length === 0) return false;
    this.table.pods = pods.slice(0, reachabilityLimits.pods).filter(isPodName);
    return this.table.pods.length > 0;
  }

  #row(line: string): boolean {
    const [from, ...marks] = cells(line);
    if (from === undefined || !this.table.pods.includes(from)) return false;
    const wrongAt = marks.findIndex((mark) => !MARKS.test(mark));
    const readable = wrongAt < 0 ? marks : marks.slice(0, wrongAt);
    this.table.rows.set(from, readable.slice(0, this.table.pods.length).join(''));
    return true;
  }
}

/** `namespace/pod`. */
export function isPodName(text: string): boolean {
  return text.length <= reachabilityLimits.podLength && text.split('/').length === 2 && !/[\s\t]/.test(text);
}

function cells(line: string): string[] {
  return line
    .split('\t')
    .map((cell) => cell.trim())
    .filter((cell) => cell !== '');
}
