import { readFile } from 'node:fs/promises';
import { describe, expect, test } from '@jest/globals';
import { readVerifiable } from '../../../results-parsers/attestation/read-verifiable.ts';
import { readDeclarations } from '../../../results-parsers/declarations/read-declarations.ts';
import { defaultWaivers, evaluateArchive, type Verdict, verdictJson } from '../../../results-parsers/index.ts';
import { verificationText } from '../../../results-parsers/report/verification-text.ts';
import { readVerdict, type Written } from '../../../results-parsers/verify/read-verdict.ts';
import { type GivenInputs, recordedInputs } from '../../../results-parsers/verify/recorded-inputs.ts';
import { type Verification, verification } from '../../../results-parsers/verify/verification.ts';
import { readWaivers } from '../../../results-parsers/waivers/read-waivers.ts';
import { evaluateBytes, type Options } from '../building/evaluate.ts';
import { packed, requiredCases, upstreamArchive } from '../building/sonobuoy.ts';
import { streamed } from '../building/tar.ts';

const [first, ...others] = requiredCases();
const name = first?.name ?? '';
const compliant = packed(upstreamArchive());
const failing = packed(upstreamArchive({ cases: [{ name, state: 'failed' }, ...others] }));
const waiverFile = {
  name: 'renamed.yaml',
  bytes: Buffer.from(
    JSON.stringify({
      apiVersion: 'scs-networking/v1',
      kind: 'Waivers',
      waivers: [
        { id: 'own', specs: [name], reason: 'r', link: 'https://example.org', owner: 'o', expires: '2026-12-31' },
      ],
    }),
  ),
};
const declarationsFile = {
  name: 'renamed.yaml',
  bytes: await readFile(new URL('../../../plugin/declarations.example.yaml', import.meta.url)),
};
const nothing: GivenInputs = { waivers: [], declarations: [], limits: {} };

async function written(bytes: Uint8Array, options: Options = {}): Promise<Written> {
  return readVerdict(Buffer.from(verdictJson(await evaluateBytes(bytes, undefined, options))));
}

async function verified(
  document: Written,
  bytes: Uint8Array,
  given = nothing,
  toolVersion = '0.0.0-test',
): Promise<Verification> {
  const options = { ...recordedInputs(document.verdict, given), toolVersion };
  return verification(document, await evaluateArchive(streamed(bytes), options));
}

function altered({ text }: Written, change: (verdict: Verdict) => Record<string, unknown>): Written {
  const verdict: Verdict = JSON.parse(text);
  return readVerdict(Buffer.from(`${JSON.stringify({ ...verdict, ...change(verdict) }, null, 2)}\n`));
}

describe('a verdict is reproduced from its archive', () => {
  const waivers = [readWaivers(waiverFile.bytes, 'waivers.yaml')];
  const cases: [string, Uint8Array, Options, GivenInputs][] = [
    ['without other inputs', compliant, {}, nothing],
    ['with another name', compliant, { archiveName: 'other.tar.gz' }, nothing],
    ['non-compliant', failing, {}, nothing],
    ['with a plugin', compliant, { plugin: 'e2e' }, nothing],
    ['with a stated version', compliant, { kubernetes: '1.36' }, nothing],
    ['with a day and strict flakes', compliant, { asOf: '2030-01-01', strictFlakes: true }, nothing],
    ['with lower limits', compliant, { limits: { entries: 99 } }, { ...nothing, limits: { entries: 99 } }],
    ['with higher limits', compliant, { limits: { specs: 9e6 } }, { ...nothing, limits: { specs: 9e6 } }],
    ['with no waivers', failing, { waivers: [] }, nothing],
    ['with a file of waivers', failing, { waivers }, { ...nothing, waivers: [waiverFile] }],
    [
      'with a file of declarations',
      compliant,
      { declarations: readDeclarations(declarationsFile.bytes, 'declarations.yaml') },
      { ...nothing, declarations: [declarationsFile] },
    ],
    [
      'with the default waivers and a file of waivers',
      failing,
      { waivers: [defaultWaivers, ...waivers] },
      { ...nothing, waivers: [waiverFile] },
    ],
  ];
  test.each(cases)('%s', async (_, bytes, options, given) => {
    expect(await verified(await written(bytes, options), bytes, given)).toEqual({
      outcome: 'reproduced',
      toolVersion: '0.0.0-test',
    });
  });

  test('by another version of the tool, which the text names', async () => {
    const document = await written(compliant);
    const result = await verified(document, compliant, nothing, '9.9.9');
    expect(result).toEqual({ outcome: 'reproduced', toolVersion: '9.9.9' });
    expect(verificationText(result, document.verdict)).toContain(
      'Tool        written by scs-networking 0.0.0-test, verified by version 9.9.9\n',
    );
  });
});

describe('a verdict is not reproduced', () => {
  test('from another archive, about which nothing else is said', async () => {
    const document = await written(failing);
    const result = await verified(document, compliant);
    expect(result).toMatchObject({ outcome: 'other-archive', found: { bytes: compliant.length } });
    const text = verificationText(result, document.verdict);
    expect(text).toMatch(/^ANOTHER ARCHIVE: /);
    expect(text).not.toContain('recomputed');
  });

  test('if the word of the verdict was changed, and the place is named', async () => {
    const document = altered(await written(failing), () => ({ verdict: 'compliant' }));
    const result = await verified(document, failing);
    expect(result).toEqual({
      outcome: 'not-reproduced',
      toolVersion: '0.0.0-test',
      differences: [{ path: '.verdict', recorded: '"compliant"', recomputed: '"non-compliant"' }],
      more: 0,
    });
    expect(verificationText(result, document.verdict)).toMatch(
      /^NOT REPRODUCED: [\s\S]*\n {2}verdict\n {4}verdict {5}"compliant"\n {4}recomputed {2}"non-compliant"\n$/,
    );
  });

  test('if a required spec was removed', async () => {
    const document = altered(await written(failing), ({ specs }) => ({
      specs: specs.filter((spec) => spec.name !== name),
    }));
    expect(await verified(document, failing)).toMatchObject({
      differences: [{ path: `.specs[${JSON.stringify(name)}]`, recorded: null }],
    });
  });

  test('if everything was changed, and only the first places are named', async () => {
    const document = altered(await written(failing), ({ specs }) => ({
      specs: specs.map((spec) => ({ ...spec, exercises: 'something else' })),
    }));
    const result = await verified(document, failing);
    expect(result).toMatchObject({ more: 30 });
    expect(verificationText(result, document.verdict)).toMatch(/\n {2}and 30 more differences\n$/);
  });

  test.each([
    ['layout', (text: string) => text.replaceAll('  ', ' ')],
    ['a repeated key', (text: string) => text.replace('"verdict"', '"verdict": "compliant",\n  "verdict"')],
    ['a missing line end', (text: string) => text.trimEnd()],
  ])('if only its bytes were changed: %s', async (_, change) => {
    const { text } = await written(failing);
    const document = readVerdict(Buffer.from(change(text)));
    const result = await verified(document, failing);
    expect(result).toMatchObject({ outcome: 'not-reproduced', differences: [], more: 0 });
    expect(verificationText(result, document.verdict)).toContain('in other bytes');
  });

  test('if another version of the tool wrote it, which proves nothing', async () => {
    const document = altered(await written(failing), ({ tool }) => ({
      verdict: 'compliant',
      tool: { ...tool, version: '0.0.1' },
    }));
    const result = await verified(document, failing);
    expect(result.outcome).toBe('undecided');
    expect(verificationText(result, document.verdict)).toContain('verify it with scs-networking 0.0.1');
  });
});

describe('a verdict of another version of the tool, whose documents have other fields, is read but leaves the result undecided:', () => {
  const without = <Value extends object>(value: Value, key: keyof Value): Partial<Value> => {
    const { [key]: _, ...others } = value;
    return others as Partial<Value>;
  };
  const of = (version: string) => ({ tool: { name: 'scs-networking', version } });
  const changes: [string, (verdict: Verdict) => Record<string, unknown>][] = [
    ['one more field', () => ({ climate: { degrees: 21 } })],
    ['one field fewer', ({ run }) => ({ run: without(run, 'sessionId') })],
    ['one more field in each spec', ({ specs }) => ({ specs: specs.map((spec) => ({ ...spec, owner: null })) })],
    ['an unknown finding', () => ({ clauses: [{ findings: [{ code: 'of-2030' }] }] })],
    ['an unknown input', ({ inputs }) => ({ inputs: { ...inputs, moon: 'full' } })],
    ['an input that did not exist yet', ({ inputs }) => ({ inputs: without(inputs, 'extended') })],
    ['an unknown limit', ({ inputs }) => ({ inputs: { ...inputs, limits: { toString: 1 } } })],
  ];

  test.each(changes)('%s', async (_, change) => {
    const document = altered(await written(compliant), (verdict) => ({ ...change(verdict), ...of('9.9.9') }));
    const result = await verified(document, compliant);
    expect(result).toMatchObject({ outcome: 'undecided' });
    expect('differences' in result ? result.differences.length : 0).toBeGreaterThan(0);
  });

  test.each(changes)('%s, unless it claims to be of this version, which does not write that', async (_, change) => {
    const document = altered(await written(compliant), change);
    expect(await verified(document, compliant)).toMatchObject({ outcome: 'not-reproduced' });
  });

  test.each(changes)('%s, in a signed statement', async (_, change) => {
    const { text } = altered(await written(compliant), (verdict) => ({ ...change(verdict), ...of('9.9.9') }));
    const verdict = JSON.parse(text);
    const statement = {
      _type: 'https://in-toto.io/Statement/v1',
      subject: [{ name: 'a', digest: { sha256: verdict.archive.sha256 }, annotations: {}, moon: 'full' }],
      predicateType: 'https://github.com/SovereignCloudStack/scs-networking/verdict/v1',
      predicate: verdict,
    };
    const payload = Buffer.from(JSON.stringify(statement)).toString('base64');
    const envelope = { payloadType: 'application/vnd.in-toto+json', payload, signatures: [{ sig: 'AAAA' }], moon: '' };
    const verifiable = readVerifiable(Buffer.from(JSON.stringify(envelope)));
    expect(await verified(verifiable.written, compliant)).toMatchObject({ outcome: 'undecided' });
  });

  test('a document of another apiVersion is refused, because its fields may have other meanings', async () => {
    const document = await written(compliant);
    expect(() => altered(document, () => ({ apiVersion: 'scs-networking/v2' }))).toThrow(/apiVersion: expected .*v1/);
  });
});

test('the text of a verification fits into 80 columns, except for names and digests', async () => {
  const document = altered(await written(failing), ({ specs }) => ({ specs: specs.slice(1) }));
  const lines = verificationText(await verified(document, failing), document.verdict).split('\n');
  expect(lines.filter((line) => line.length > 80 && line.trim().includes(' ') && !line.includes('"'))).toEqual([]);
});

describe('the inputs of a verdict are refused', () => {
  test.each([
    ['without the file of waivers', nothing, /rests on, waivers\.yaml \(SHA-256 [0-9a-f]{64}\), found none of these;/],
    [
      'with another file of waivers',
      { ...nothing, waivers: [{ name: 'x.yaml', bytes: Buffer.from('x') }] },
      /rests on, waivers\.yaml \(.*\), found x\.yaml \(SHA-256 2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881\)/,
    ],
    [
      'with an additional file of waivers',
      { ...nothing, waivers: [waiverFile, { name: 'x.yaml', bytes: Buffer.from('x') }] },
      /and no others, found x\.yaml/,
    ],
  ])('%s', async (_, given, message) => {
    const { verdict } = await written(failing, { waivers: [readWaivers(waiverFile.bytes, 'waivers.yaml')] });
    expect(() => recordedInputs(verdict, given)).toThrow(message);
  });

  test.each([
    ['a limit above the default', { specs: 9e6 }, {}, /found specs of 9000000/],
    ['a limit above the allowed one', { specs: 9e6 }, { specs: 8e6 }, /found specs of 9000000/],
  ])('with %s', async (_, recorded, limits, message) => {
    const { verdict } = await written(compliant);
    const claiming = { ...verdict, inputs: { ...verdict.inputs, limits: recorded as Record<string, number> } };
    expect(() => recordedInputs(claiming, { ...nothing, limits })).toThrow(message);
  });
});

describe('a document is refused as a verdict', () => {
  test.each([
    ['if it is not JSON', Buffer.from('compliant'), /one JSON document/],
    ['if it is not UTF-8', Buffer.from([0x7b, 0xff, 0x7d]), /text in UTF-8/],
    ['if it is empty', Buffer.from(''), /one JSON document/],
    ['if it is of another kind', Buffer.from('{"kind":"Waivers"}'), /a verdict, found something else: apiVersion: /],
    ['if it is too large', Buffer.alloc(32 * 1024 ** 2 + 1, ' '), /larger than 8388608 bytes/],
  ])('%s', (_, bytes, message) => {
    expect(() => readVerdict(bytes)).toThrow(message);
  });
});
