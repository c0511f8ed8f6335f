import { gzipSync } from 'node:zlib';
import { expect, test } from '@jest/globals';
import { readArchive } from '../../../results-parsers/archive/read-archive.ts';
import { tarOf } from '../building/tar.ts';

const OURS =
  /^the gzip data (?:ends in the middle|cannot be decompressed: (?:its header is not a gzip header|its header .+|its checksum does not match|its length does not match|it contains bytes that gzip does not write))$/;

/** The message about an archive with one changed byte. */
async function saidOf(bytes: Uint8Array, at: number): Promise<string[]> {
  const damaged = Uint8Array.from(bytes, (byte, index) => (index === at ? byte ^ 0xff : byte));
  const input = (async function* () {
    yield damaged;
  })();
  const { problems } = await readArchive(input, () => ({ write: () => {}, end: () => {} }));
  return problems.filter(({ code }) => code === 'archive-damaged').map(({ detail }) => detail);
}

test('gzip data with any single byte damaged is reported in our own words, with the exact problem', async () => {
  const bytes = gzipSync(tarOf([{ path: 'a.txt', content: 'some text that compresses to some blocks. '.repeat(5) }]));
  const said = new Set<string>();
  // The first two bytes identify gzip.
  for (let at = 2; at < bytes.length; at += 1) for (const detail of await saidOf(bytes, at)) said.add(detail);
  const ofGzip = [...said].filter((detail) => detail.includes('gzip data'));
  expect(ofGzip.filter((detail) => !OURS.test(detail))).toEqual([]);
  expect(ofGzip).toEqual(
    expect.arrayContaining([
      expect.stringContaining('names a method that gzip does not have'),
      expect.stringContaining('bits that gzip does not use'),
      expect.stringContaining('checksum does not match'),
      expect.stringContaining('length does not match'),
      expect.stringContaining('bytes that gzip does not write'),
    ]),
  );
});
