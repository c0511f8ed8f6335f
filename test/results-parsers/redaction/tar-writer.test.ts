import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { TarReader } from '../../../results-parsers/archive/tar-reader.ts';
import { KeptContent } from '../../../results-parsers/redaction/kept-content.ts';
import { END_OF_TAR, tarFile } from '../../../results-parsers/redaction/tar-writer.ts';

const part = fc.stringMatching(/^[a-z0-9._é-]{1,40}$/).filter((text) => text !== '.' && text !== '..');
const path = fc.array(part, { minLength: 1, maxLength: 20 }).map((parts) => parts.join('/'));

test('a file of any name and content is read as it was written', () => {
  fc.assert(
    fc.property(path, fc.uint8Array({ maxLength: 1500 }), (name, content) => {
      const read: { name: string; content: Buffer }[] = [];
      const reader = new TarReader((entry) => {
        const parts: Uint8Array[] = [];
        return {
          write: (bytes) => parts.push(Uint8Array.from(bytes)),
          end: () => read.push({ name: entry.name, content: Buffer.concat(parts) }),
        };
      });
      for (const bytes of [...tarFile(name, KeptContent.of(content)), END_OF_TAR]) reader.write(bytes);
      expect(reader.end()).toEqual({ state: 'whole' });
      expect(read).toEqual([{ name, content: Buffer.from(content) }]);
    }),
    { numRuns: 500 },
  );
});
