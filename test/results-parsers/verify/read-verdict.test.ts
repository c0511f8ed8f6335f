import { expect, test } from '@jest/globals';
import { readVerifiable } from '../../../results-parsers/attestation/read-verifiable.ts';

const MiB = 1024 ** 2;
const list = (element: string, bytes: number) => `[${element}${`,${element}`.repeat(bytes / (element.length + 1))}]`;
const inEnvelope = (statement: string) =>
  JSON.stringify({
    payloadType: 'application/vnd.in-toto+json',
    payload: Buffer.from(statement).toString('base64'),
    signatures: [{ sig: 'AAAA' }],
  });

test.each([
  ['numbers', `{"specs":${list('0', 7 * MiB)}}`, /more than 500000 values/],
  ['objects', `{"specs":${list('{}', 0.6 * MiB)}}`, /expected a verdict, found something else/],
  ['more bytes than a verdict has', `{"specs":${list('0', 9 * MiB)}}`, /larger than 8388608 bytes/],
  ['nested lists', '['.repeat(100_000), /more than 64 lists and objects/],
  ['numbers in an envelope', inEnvelope(`{"predicateType":${list('0', 5 * MiB)}}`), /more than 500000 values/],
  ['a long text in an envelope', inEnvelope(`{"predicateType":"${'x'.repeat(5 * MiB)}"}`), /expected a statement/],
  [
    'five thousand signatures',
    `{"payloadType":"application/vnd.in-toto+json","payload":"","signatures":${list('{"sig":"AAAA"}', 75_000)}}`,
    /signatures: expected at most 32 items, found a list of 5001/,
  ],
])(
  'a document with %s instead of a verdict is refused with a short message, at little cost',
  (_what, document, message) => {
    const startedAt = process.cpuUsage();
    expect(() => readVerifiable(Buffer.from(document))).toThrow(message);
    expect(process.cpuUsage(startedAt).user / 1e6).toBeLessThan(5);
    try {
      readVerifiable(Buffer.from(document));
    } catch (error) {
      expect(String(error).length).toBeLessThan(1000);
    }
  },
);
