import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { armored, Envelope, preAuthEncoding, signatureInArmor } from '../../../results-parsers/attestation/envelope.ts';

describe('the pre-authentication encoding', () => {
  // The example of DSSE's protocol.md.
  test("is as in the specification's example", () => {
    expect(preAuthEncoding('http://example.com/HelloWorld', Buffer.from('hello world')).toString()).toBe(
      'DSSEv1 29 http://example.com/HelloWorld 11 hello world',
    );
  });

  test('counts bytes, not characters', () => {
    expect(preAuthEncoding('é', Buffer.from('ü')).toString()).toBe('DSSEv1 2 é 2 ü');
  });
});

describe('the armor of a signature', () => {
  test('is put on and taken off without changing the signature', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1, maxLength: 400 }), (bytes) => {
        const signature = Buffer.from(bytes).toString('base64');
        expect(signatureInArmor(armored(signature))).toBe(signature);
      }),
    );
  });

  test.each([
    ['nothing', ''],
    ['a public key', 'ssh-ed25519 AAAA'],
    ['the armor of something else', '-----BEGIN PGP SIGNATURE-----\nAAAA\n-----END PGP SIGNATURE-----\n'],
    ['text after it', `${armored('AAAA')}more`],
  ])('is not recognised in %s', (_what, text) => {
    expect(signatureInArmor(text)).toBeUndefined();
  });
});

test.each([
  ['no signature', { signatures: [] }],
  ['another type of payload', { payloadType: 'text/plain' }],
  ['a payload that is not base64', { payload: '{}' }],
])('an envelope with %s is not one of ours', (_what, change) => {
  const envelope = { payloadType: 'application/vnd.in-toto+json', payload: 'e30=', signatures: [{ sig: 'AAAA' }] };
  expect(Envelope.safeParse(envelope).success).toBe(true);
  expect(Envelope.safeParse({ ...envelope, ...change }).success).toBe(false);
});
