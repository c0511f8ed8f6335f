import { createPrivateKey, X509Certificate } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import { selfSignedCertificate } from '../../../../src/checks/ingress-controller/self-signed-certificate.ts';

const now = new Date('2026-11-24T07:30:00Z');

describe('a certificate of ours', () => {
  test.each(['tls.scs-0d83d9dc.invalid', `${'a'.repeat(60)}.${'b'.repeat(60)}.invalid`])('is for %s', (host) => {
    const { certificate, key } = selfSignedCertificate(host, now);
    const read = new X509Certificate(certificate);
    expect(read.checkHost(host)).toBe(host);
    expect(read.checkHost(`other.${host}`)).toBeUndefined();
    expect(read.checkPrivateKey(createPrivateKey(key))).toBe(true);
    expect(read.verify(read.publicKey)).toBe(true);
    expect([read.validFromDate, read.validToDate]).toEqual([
      new Date('2026-11-24T06:30:00Z'),
      new Date('2026-11-25T07:30:00Z'),
    ]);
  });

  test('is different each time', () => {
    const [one, two] = [selfSignedCertificate('a.invalid', now), selfSignedCertificate('a.invalid', now)];
    expect(new X509Certificate(one.certificate).fingerprint256).not.toBe(
      new X509Certificate(two.certificate).fingerprint256,
    );
  });
});
