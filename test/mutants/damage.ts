import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import type { Mutant } from '../results-parsers/building/mutations.ts';
import { changed, type Member, type Original } from '../results-parsers/building/originals.ts';
import { tarOf } from '../results-parsers/building/tar.ts';

// Damage with unknown consequences. Its mutants must end in a verdict or a message, within limits on time and memory. Other operators, whose
// loss is known, test that a mutant that lost something is not compliant.

type Mutants = fc.Arbitrary<Mutant>;

const BLOCK = 512;
const fraction = fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true });

/** Replacements for a JSON value on which programs may stumble. */
const VALUES = [
  '1e999',
  '-1',
  '0.1',
  '9007199254740993',
  'null',
  'true',
  '""',
  '[]',
  '{}',
  '[[[[[[[[[[[[]]]]]]]]]]]]',
  '{"__proto__":{"x":1}}',
  '{"constructor":1,"toString":2}',
  '"\\ud800"',
  '"\\u0000"',
  '"9999-12-31T23:59:59Z"',
  '"0000-01-01T00:00:00Z"',
  '"2026-02-30T00:00:00Z"',
  `"${'x'.repeat(100_000)}"`,
  `[${'0,'.repeat(20_000)}0]`,
];

/** Texts that could control a terminal, a browser, a shell, a CI server or a parser. */
const INJECTIONS = [
  '</testcase>',
  '<![CDATA[ ]]>',
  ']]>',
  '<!-- -- -->',
  '<!DOCTYPE a [<!ENTITY b "c">]>',
  '&unknown;',
  '&#x0;',
  '&#x1b;[2J',
  '&#x202e;',
  '&#x2028;',
  '&#55296;',
  '&lt;script&gt;alert(1)&lt;/script&gt;',
  '&#10;::error::x&#10;##[error]x',
  '`$(x)` | x | &#124;',
  '!!js/function x',
  "' OR ''='",
  '\u001b[31m',
  '\u0000',
  '\ufeff',
  '&quot;'.repeat(10_000),
  '%s%n',
];

/** Attributes with numbers or times in a JUnit file, and replacements for their values. */
const ATTRIBUTES = ['time', 'tests', 'failures', 'errors', 'disabled', 'skipped', 'timestamp', 'status', 'name'];
const ATTRIBUTE_VALUES = [
  '',
  '-1',
  '1e308',
  'NaN',
  'Infinity',
  '0x10',
  '9'.repeat(400),
  '9999-12-31T23:59:59',
  '0000-01-01T00:00:00',
  '2026-02-30T00:00:00',
  'constructor',
  '__proto__',
];

/** Fields of a tar header, with their offsets and lengths. */
const HEADER_FIELDS = [
  ['mode', 100, 8],
  ['owner', 108, 8],
  ['size', 124, 12],
  ['time', 136, 12],
  ['type', 156, 1],
  ['magic', 257, 8],
  ['prefix', 345, 155],
] as const;

export function damaged(original: Original): Mutants {
  return fc.oneof(...ofTar(original), ...ofGzip(original), ...ofJson(original), ...ofXml(original));
}

function ofTar({ members }: Original): Mutants[] {
  const tar = tarOf(members);
  const at = fraction.map((part) => Math.floor(tar.length * part));
  const length = fc.integer({ min: 1, max: 100_000 });
  const block = fraction.map((part) => Math.floor((tar.length / BLOCK) * part) * BLOCK);
  const header = fc.constantFrom(...headersOf(members));
  return [
    mutants(
      'tar: bits flipped',
      fc.array(fc.tuple(at, fc.nat({ max: 7 })), { minLength: 1, maxLength: 50 }),
      (flips) => {
        const copy = Buffer.from(tar);
        for (const [place, bit] of flips) copy[place] = (copy[place] ?? 0) ^ (1 << bit);
        return copy;
      },
    ),
    mutants('tar: bytes gone', fc.tuple(at, length), ([from, bytes]) =>
      Buffer.concat([tar.subarray(0, from), tar.subarray(from + bytes)]),
    ),
    mutants('tar: bytes doubled', fc.tuple(at, length), ([from, bytes]) =>
      Buffer.concat([tar.subarray(0, from + bytes), tar.subarray(from)]),
    ),
    mutants('tar: bytes of noise', fc.tuple(at, fc.uint8Array({ minLength: 1, maxLength: 2000 })), ([from, noise]) => {
      const copy = Buffer.from(tar);
      copy.set(noise.subarray(0, copy.length - from), from);
      return copy;
    }),
    mutants('tar: blocks swapped', fc.tuple(block, block), ([one, other]) => {
      const copy = Buffer.from(tar);
      copy.set(tar.subarray(other, other + BLOCK), one);
      copy.set(tar.subarray(one, one + BLOCK), other);
      return copy;
    }),
    mutants(
      'tar: field of a header',
      fc.tuple(
        header,
        fc.constantFrom(...HEADER_FIELDS),
        fc.uint8Array({ minLength: 155, maxLength: 155 }),
        fc.boolean(),
      ),
      ([place, [, offset, bytes], noise, digits]) => {
        const copy = Buffer.from(tar);
        const value = digits ? noise.map((byte) => 48 + (byte % 8)) : noise;
        copy.set(value.subarray(0, bytes), place + offset);
        return withChecksum(copy, place);
      },
    ),
  ];
}

function ofGzip({ members }: Original): Mutants[] {
  const tar = tarOf(members);
  const packed = gzipSync(tar, { level: 1 });
  const at = fraction.map((part) => Math.floor(packed.length * part));
  return [
    mutants(
      'gzip: bits flipped',
      fc.array(fc.tuple(at, fc.nat({ max: 7 })), { minLength: 1, maxLength: 5 }),
      (flips) => {
        const copy = Buffer.from(packed);
        for (const [place, bit] of flips) copy[place] = (copy[place] ?? 0) ^ (1 << bit);
        return copy;
      },
    ),
    mutants('gzip: bytes gone', fc.tuple(at, fc.integer({ min: 1, max: 5000 })), ([from, bytes]) =>
      Buffer.concat([packed.subarray(0, from), packed.subarray(from + bytes)]),
    ),
    mutants('gzip: packed twice', fc.constant(0), () => gzipSync(packed)),
    mutants('gzip: a wrong trailer', fc.uint8Array({ minLength: 8, maxLength: 8 }), (end) =>
      Buffer.concat([packed.subarray(0, -8), end]),
    ),
  ];
}

function ofJson(original: Original): Mutants[] {
  const paths = original.members.flatMap(({ path, content }) =>
    path.endsWith('.json') && content.length < 1e6 ? [path] : [],
  );
  if (paths.length === 0) return [];
  const path = fc.constantFrom(...paths);
  return [
    mutants('json: value replaced', fc.tuple(path, fraction, fc.constantFrom(...VALUES)), ([file, part, value]) =>
      tarOf(changed(original, file, (text) => withValue(text, part, value))),
    ),
    mutants('json: key doubled', fc.tuple(path, fraction, fc.constantFrom(...VALUES)), ([file, part, value]) =>
      tarOf(changed(original, file, (text) => withDoubledKey(text, part, value))),
    ),
    mutants(
      'json: text injected',
      fc.tuple(path, fraction, fc.constantFrom(...INJECTIONS)),
      ([file, part, injection]) => tarOf(changed(original, file, (text) => inserted(text, part, injection))),
    ),
  ];
}

function ofXml(original: Original): Mutants[] {
  const { junit } = original;
  if (junit === '') return [];
  const text = (change: (xml: string) => string) => tarOf(changed(original, junit, change));
  return [
    mutants('xml: text injected', fc.tuple(fraction, fc.constantFrom(...INJECTIONS)), ([part, injection]) =>
      text((xml) => inserted(xml, part, injection)),
    ),
    mutants('xml: name injected', fc.tuple(fraction, fc.constantFrom(...INJECTIONS)), ([part, injection]) =>
      text((xml) => afterSome(xml, /(?:name|message|value)="/g, part, injection)),
    ),
    mutants(
      'xml: attribute replaced',
      fc.tuple(fraction, fc.constantFrom(...ATTRIBUTES), fc.constantFrom(...ATTRIBUTE_VALUES)),
      ([part, name, value]) =>
        text((xml) => {
          const found = [...xml.matchAll(new RegExp(` ${name}="[^"]*"`, 'g'))];
          const one = found[Math.floor(found.length * part)];
          return one === undefined
            ? xml
            : `${xml.slice(0, one.index)} ${name}="${value}"${xml.slice(one.index + one[0].length)}`;
        }),
    ),
    mutants('xml: lines shuffled', fc.integer({ min: 1, max: 1000 }), (step) =>
      text((xml) => {
        const lines = xml.split('\n');
        return lines.map((_, index) => lines[(index * step) % lines.length]).join('\n');
      }),
    ),
  ];
}

function mutants<T>(mutation: string, from: fc.Arbitrary<T>, change: (value: T) => Buffer): Mutants {
  return from.map((value) => ({ mutation, lost: null, bytes: change(value) }));
}

function headersOf(members: readonly Member[]): number[] {
  let at = 0;
  return members.map(({ content }) => {
    const place = at;
    at += BLOCK + Math.ceil(content.length / BLOCK) * BLOCK;
    return place;
  });
}

/** Corrects the checksum, without which a header is refused before its fields are read. */
function withChecksum(tar: Buffer, header: number): Buffer {
  const block = tar.subarray(header, header + BLOCK);
  block.fill(' ', 148, 156);
  const sum = block.reduce((total, byte) => total + byte, 0);
  block.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148, 'latin1');
  return tar;
}

function inserted(text: string, part: number, injection: string): string {
  const at = Math.floor(text.length * part);
  return text.slice(0, at) + injection + text.slice(at);
}

function afterSome(text: string, pattern: RegExp, part: number, injection: string): string {
  const found = [...text.matchAll(pattern)];
  const one = found[Math.floor(found.length * part)];
  if (one === undefined) return text;
  const at = one.index + one[0].length;
  return text.slice(0, at) + injection + text.slice(at);
}

function withValue(text: string, part: number, value: string): string {
  const found = [...text.matchAll(/:\s*("[^"]*"|-?\d[\d.]*|true|false|null|\[\]|\{\})/g)];
  const one = found[Math.floor(found.length * part)];
  return one === undefined ? text : `${text.slice(0, one.index)}:${value}${text.slice(one.index + one[0].length)}`;
}

function withDoubledKey(text: string, part: number, value: string): string {
  const found = [...text.matchAll(/"[A-Za-z]+":/g)];
  const one = found[Math.floor(found.length * part)];
  return one === undefined ? text : `${text.slice(0, one.index)}${one[0]}${value},${text.slice(one.index)}`;
}
