import type { FileSink } from '../../archive/tar-reader.ts';

/** Bytes of all files together; whatever exceeds this is treated as missing. */
const MAX_BYTES = 16 * 1024 ** 2;

/** Files of namespaces that came before Sonobuoy's own namespace was known. Archives that Sonobuoy wrote say that first. */
export class PutAside {
  readonly #files: { namespace: string; path: string; parts: Uint8Array[] }[] = [];
  #bytes = 0;

  open(namespace: string, path: string): FileSink {
    const parts: Uint8Array[] = [];
    return {
      write: (bytes) => {
        this.#bytes += bytes.length;
        if (this.#bytes <= MAX_BYTES) parts.push(Uint8Array.from(bytes));
      },
      end: () => {
        if (this.#bytes <= MAX_BYTES) this.#files.push({ namespace, path, parts });
      },
    };
  }

  /** Hands over the files of a namespace, and forgets all. */
  handOver(namespace: string, open: (path: string) => FileSink | undefined): void {
    for (const { path, parts } of this.#files.splice(0).filter((file) => file.namespace === namespace)) {
      const sink = open(path);
      for (const part of parts) sink?.write(part);
      sink?.end();
    }
  }
}
