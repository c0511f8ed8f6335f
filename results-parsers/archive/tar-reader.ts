import { Header } from 'tar/header';
import { Pax } from 'tar/pax';
import { counted } from '../core/counted.ts';
import { ScsNetworkingError } from '../core/errors.ts';
import { isAllZero } from './blocks.ts';
import { paxRecords } from './pax-records.ts';

/**
 * Takes the bytes of one file as they come out of the archive; `end` is called only once all of them have come. Bytes are valid only during
 * the call that brings them.
 */
export type FileSink = {
  write(bytes: Uint8Array): void;
  end(): void;
};

export type TarEntry = { name: string; type: string; bytes: number };

export type TarEnding = { state: 'whole' } | { state: 'truncated' | 'damaged' | 'trailing-data'; detail: string };

const BLOCK_BYTES = 512;
/** As in tar's own parser: longer extended attributes are not names of files. */
const META_BYTES = 1024 ** 2;

/**
 * Walks the blocks of a tar and hands the files' bytes on without keeping them.
 *
 * Headers are decoded by tar 7. Its `Parser` is not used: it decompresses whatever looks compressed inside the tar,
 * keeps all bytes after the end-of-archive marker in memory, and does not report that the marker is missing.
 */
export class TarReader {
  readonly #open: (entry: TarEntry) => FileSink | undefined;
  readonly #block = Buffer.alloc(BLOCK_BYTES);
  #filled = 0;
  #sink: FileSink | undefined;
  #body = 0;
  #padding = 0;
  #zeroBlocks = 0;
  #local: Pax | undefined;
  #global: Pax | undefined;
  #broken: TarEnding | undefined;
  #headers = 0;

  constructor(open: (entry: TarEntry) => FileSink | undefined) {
    this.#open = open;
  }

  /** Throws `INPUT_UNREADABLE` if the first block is not a tar header. */
  write(bytes: Uint8Array): void {
    for (let at = 0; at < bytes.length && this.#broken === undefined; ) {
      at += this.#take(bytes.subarray(at));
    }
  }

  end(): TarEnding {
    if (this.#broken !== undefined) return this.#broken;
    if (this.#atEndMarker()) return { state: 'whole' };
    const inside =
      this.#body > 0 ? `${counted(this.#body, 'byte')} before the end of a file` : 'without its end-of-archive marker';
    return { state: 'truncated', detail: `the tar ends ${inside}` };
  }

  /** Headers read so far; 0 after `end` means that there was no tar at all. */
  get headers(): number {
    return this.#headers;
  }

  #atEndMarker(): boolean {
    return this.#zeroBlocks === 2;
  }

  #take(bytes: Uint8Array): number {
    if (this.#atEndMarker()) {
      if (!isAllZero(bytes)) this.#broken = { state: 'trailing-data', detail: 'more bytes follow the end of the tar' };
      return bytes.length;
    }
    if (this.#body > 0) return this.#takeBody(bytes);
    if (this.#padding > 0) {
      const taken = Math.min(this.#padding, bytes.length);
      this.#padding -= taken;
      return taken;
    }
    return this.#takeHeader(bytes);
  }

  #takeBody(bytes: Uint8Array): number {
    const taken = Math.min(this.#body, bytes.length);
    this.#sink?.write(bytes.subarray(0, taken));
    this.#body -= taken;
    if (this.#body === 0) this.#sink?.end();
    return taken;
  }

  #takeHeader(bytes: Uint8Array): number {
    const taken = Math.min(BLOCK_BYTES - this.#filled, bytes.length);
    this.#block.set(bytes.subarray(0, taken), this.#filled);
    this.#filled += taken;
    if (this.#filled === BLOCK_BYTES) {
      this.#filled = 0;
      this.#readHeader();
    }
    return taken;
  }

  #readHeader(): void {
    this.#headers += 1;
    const header = this.#decodedHeader();
    if (header?.nullBlock) {
      this.#zeroBlocks += 1;
      return;
    }
    const size = header?.size ?? 0;
    // tar's decoder puts the header's prefix before a name that an extended attribute gave in full.
    const name = this.#local?.path ?? this.#global?.path ?? header?.path;
    if (!header?.cksumValid || !name || !Number.isSafeInteger(size)) {
      this.#refuse();
      return;
    }
    this.#zeroBlocks = 0;
    this.#body = size;
    this.#padding = (BLOCK_BYTES - (size % BLOCK_BYTES)) % BLOCK_BYTES;
    const meta = this.#metaSink(header.type, size);
    if (meta === undefined) this.#local = undefined;
    this.#sink = meta ?? this.#open({ name, type: header.type, bytes: size });
    if (size === 0) this.#sink?.end();
  }

  /** Undefined: the block holds numbers that tar's decoder refuses. */
  #decodedHeader(): Header | undefined {
    try {
      return new Header(this.#block, 0, this.#local, this.#global);
    } catch {
      return undefined;
    }
  }

  #refuse(): void {
    if (this.#headers === 1) {
      throw new ScsNetworkingError(
        'INPUT_UNREADABLE',
        'expected a Sonobuoy archive (a tar, usually compressed with gzip), found data that is not a tar; name the file that `sonobuoy retrieve` wrote',
      );
    }
    this.#broken = { state: 'damaged', detail: `header ${this.#headers} of the tar is not valid` };
  }

  /** Extended attributes hold names and sizes of the entries that follow; undefined: this entry is not of that kind. */
  #metaSink(type: string, size: number): FileSink | undefined {
    const apply = this.#metaReader(type);
    if (apply === undefined) return undefined;
    if (size > META_BYTES) {
      this.#broken = { state: 'damaged', detail: `header ${this.#headers} of the tar has attributes of ${size} bytes` };
    }
    const parts: Uint8Array[] = [];
    return {
      write: (bytes) => parts.push(Uint8Array.from(bytes)),
      end: () => apply(Buffer.concat(parts)),
    };
  }

  #metaReader(type: string): ((content: Buffer) => void) | undefined {
    switch (type) {
      case 'ExtendedHeader':
      case 'OldExtendedHeader':
        return (content) => {
          this.#local = this.#attributesIn(content, this.#local, false);
        };
      case 'GlobalExtendedHeader':
        return (content) => {
          this.#global = this.#attributesIn(content, this.#global, true);
        };
      case 'NextFileHasLongPath':
      case 'OldGnuLongPath':
        return (content) => {
          const end = content.indexOf(0);
          const path = content.toString('utf8', 0, end === -1 ? content.length : end);
          this.#local = new Pax({ ...this.#local, path });
        };
      case 'NextFileHasLongLinkpath':
        return () => {};
      default:
        return undefined;
    }
  }

  #attributesIn(content: Buffer, before: Pax | undefined, global: boolean): Pax | undefined {
    const records = paxRecords(content);
    if (records !== undefined) return new Pax({ ...before, ...records }, global);
    this.#broken = {
      state: 'damaged',
      detail: `header ${this.#headers} of the tar has attributes that cannot be read`,
    };
    return before;
  }
}
