import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import * as z from 'zod';

/** The result of a part's tests. */
export const PartResult = z.strictObject({
  passed: z.int(),
  failed: z.int(),
  skipped: z.int(),
  seconds: z.number(),
  /** The time at which it ended. */
  at: z.iso.datetime(),
  /** The git tree of the checkout's files. */
  tree: z.string().nullable(),
});
export type PartResult = z.infer<typeof PartResult>;

const Journal = z.record(z.string(), PartResult);

/** The journal of this checkout; another checkout has other files. */
const FILE = join(import.meta.dirname, '../../node_modules/.cache/scs-networking/parts.json');

/** The last result of each part in a checkout, so that a later call can continue where an earlier one ended. */
export class PartJournal {
  readonly #file: string;
  readonly #results: Record<string, PartResult>;

  private constructor(file: string, results: Record<string, PartResult>) {
    this.#file = file;
    this.#results = results;
  }

  static async open(file = FILE): Promise<PartJournal> {
    const text = await readFile(file, 'utf8').catch(() => '{}');
    return new PartJournal(file, Journal.catch({}).parse(parsed(text)));
  }

  last(part: string): PartResult | null {
    return this.#results[part] ?? null;
  }

  /** The result of a part if all its tests have passed with exactly the current files. */
  passedNow(part: string, tree: string | null): PartResult | null {
    const last = this.last(part);
    return last !== null && last.failed === 0 && last.passed > 0 && tree !== null && last.tree === tree ? last : null;
  }

  async record(part: string, result: PartResult): Promise<void> {
    this.#results[part] = result;
    await mkdir(dirname(this.#file), { recursive: true });
    await writeFile(this.#file, `${JSON.stringify(this.#results, null, 2)}\n`);
  }
}

/** A journal that was cut off during a write counts as missing. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return {};
  }
}
