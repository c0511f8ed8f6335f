import type { Script } from 'node:vm';

/** The chunks of a part that others ask for, by name; each runs when it is first asked for. */
type Chunks = Readonly<Record<string, () => Readonly<Record<string, unknown>>>>;

/** How a part names another. */
const PART = '#part/';

type Wrapper = (
  exports: object,
  require: (id: string) => unknown,
  module: { exports: object },
  directory: string,
) => void;

/**
 * The bundled command line: scripts that load each other as needed. Beside each lies its compiled code, which V8 made when the bundle was built,
 * for one version of Node.js on one architecture. Another V8, or the same with other flags, ignores that code and compiles the script as
 * any other.
 */
export class BundledParts {
  readonly scripts = new Map<string, Script>();
  readonly #directory: string;
  readonly #cache: string | null;
  readonly #loaded = new Map<string, Chunks>();

  /** `cache`: where the compiled code is; null: it is not used. */
  constructor(directory: string, cache: string | null = codeCacheDirectory(directory)) {
    this.#directory = directory;
    this.#cache = cache;
  }

  /** The module main.ts. */
  commandLine(): { runCommandLine(): Promise<void> } {
    const { runCommandLine } = this.chunks('start')['main.js']?.() ?? {};
    if (typeof runCommandLine !== 'function') throw new Error(`expected the command line in ${this.#directory}`);
    return { runCommandLine: () => runCommandLine() };
  }

  /** The module evaluate/evaluation-worker.ts, which begins to listen. */
  evaluationWorker(): void {
    const listen = this.chunks('evaluate')['evaluation-worker.js'];
    if (listen === undefined) throw new Error(`expected the evaluation's thread in ${this.#directory}`);
    listen();
  }

  /** Loads a part, unless it is loaded already. */
  chunks(part: string): Chunks {
    const loaded = this.#loaded.get(part);
    if (loaded !== undefined) return loaded;
    // Importing these would load streams and more, for all of their exports.
    const { readFileSync } = process.getBuiltinModule('node:fs');
    const { createRequire } = process.getBuiltinModule('node:module');
    const { Script } = process.getBuiltinModule('node:vm');
    const file = `${this.#directory}/${part}.cjs`;
    // The bundler writes ASCII, except in comments.
    const source = readFileSync(file, 'latin1');
    const cachedData = this.#cachedData(part);
    // Without a directory: the compiled code has the name in it.
    const script = new Script(source, {
      filename: `${part}.cjs`,
      ...(cachedData === undefined ? {} : { cachedData }),
    });
    this.scripts.set(part, script);
    const module: { exports: Chunks } = { exports: {} };
    const requireFile = createRequire(file);
    const require = (id: string): unknown =>
      id.startsWith(PART) ? this.chunks(id.slice(PART.length)) : requireFile(id);
    const wrapper: Wrapper = script.runInThisContext();
    wrapper(module.exports, require, module, this.#directory);
    this.#loaded.set(part, module.exports);
    return module.exports;
  }

  #cachedData(part: string): Buffer | undefined {
    if (this.#cache === null) return undefined;
    try {
      return process.getBuiltinModule('node:fs').readFileSync(`${this.#cache}/${part}.cache`);
    } catch {
      return undefined;
    }
  }
}

/** Where the compiled code of this version of Node.js is, if it was made. */
export function codeCacheDirectory(directory: string): string {
  return `${directory}/${process.version}-${process.platform}-${process.arch}`;
}
