import type { z } from 'zod';
import { documentLimits, JsonReader } from '../../archive/json-document.ts';
import type { FileSink } from '../../archive/tar-reader.ts';

/** Passes on a document's content if the document came whole and has the expected form. */
export function documentSink<T>(path: string, schema: z.ZodType<T>, found: (value: T) => void): FileSink {
  const reader = new JsonReader(path, schema, documentLimits.objects);
  return {
    write: (bytes) => reader.write(bytes),
    end: () => {
      reader.end();
      const document = reader.document();
      if (document.state === 'read') found(document.value);
    },
  };
}

/** Limits how much is read of all documents of one kind together: whatever exceeds the limit is treated as missing. */
export class ReadingBudget {
  #left: number;

  constructor(bytes: number) {
    this.#left = bytes;
  }

  bounded(sink: FileSink): FileSink {
    return {
      write: (bytes) => {
        this.#left -= bytes.length;
        if (this.#left >= 0) sink.write(bytes);
      },
      end: () => {
        if (this.#left >= 0) sink.end();
      },
    };
  }
}
