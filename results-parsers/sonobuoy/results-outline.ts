import { yamlScalar } from './yaml-scalar.ts';

/** An item that contains others: the plugin, a node, a file or a suite. */
type OpenItem = {
  /** The columns in which its keys and its `- ` begin. */
  readonly column: number;
  readonly dash: number;
  /** The key to which deeper lines belong. */
  key: string;
  /** The file that it stands for. */
  file: string | null;
};

/** What a line means for the reader. `cases`: the first case of a suite begins with it. */
export type OutlineLine = 'read' | 'cases' | 'unreadable';

/** Plugin, node, file and suite; cases are not among them. */
const MOST_DEPTH = 4;
const KEYS: ReadonlySet<string> = new Set(['name', 'status', 'meta', 'details', 'items']);
const FILE = 'file: ';

/** The levels above the test cases in sonobuoy_results.yaml, as Go's yaml package writes them (pkg/client/results/item.go of Sonobuoy). */
export class ResultsOutline {
  readonly #open: OpenItem[] = [];

  /** The file whose cases follow; null: not known. */
  get file(): string | null {
    return this.#open.at(-2)?.file ?? null;
  }

  /** The columns of the `- ` of the items that contain the cases that follow. */
  get dashes(): number[] {
    return this.#open.map(({ dash }) => dash).filter((dash) => dash >= 0);
  }

  read(line: string): OutlineLine {
    const indent = line.search(/\S/);
    const top = this.#open.at(-1);
    if (top !== undefined && (indent > top.column || indent === -1)) return this.#readBelow(top, line, indent);
    this.#closeBelow(indent);
    if (line.startsWith('- ', indent)) return this.#begin(line, indent);
    const open = this.#open.at(-1);
    if (open === undefined) return this.#start(line, indent, -1);
    return open.column === indent ? readKey(open, line) : 'unreadable';
  }

  #readBelow(top: OpenItem, line: string, indent: number): OutlineLine {
    if (top.key === 'items') return line.startsWith('- ', indent) ? this.#begin(line, indent) : 'unreadable';
    if (top.key === 'meta' && line.startsWith(FILE, indent)) top.file = yamlScalar([line.slice(indent + FILE.length)]);
    return 'read';
  }

  #begin(line: string, dash: number): OutlineLine {
    if (this.#open.at(-1)?.key !== 'items') return 'unreadable';
    return this.file === null ? this.#start(line, dash + 2, dash) : 'cases';
  }

  #start(line: string, column: number, dash: number): OutlineLine {
    const item: OpenItem = { column, dash, key: '', file: null };
    this.#open.push(item);
    return this.#open.length > MOST_DEPTH ? 'unreadable' : readKey(item, line);
  }

  #closeBelow(indent: number): void {
    while ((this.#open.at(-1)?.column ?? indent) > indent) this.#open.pop();
  }
}

function readKey(item: OpenItem, line: string): OutlineLine {
  item.key = line.slice(item.column, line.indexOf(':', item.column));
  return KEYS.has(item.key) ? 'read' : 'unreadable';
}
