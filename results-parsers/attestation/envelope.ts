import * as z from 'zod';

export const IN_TOTO_PAYLOAD = 'application/vnd.in-toto+json';

/** Only a few people sign a verdict, and checking each signature takes a process. */
const MAX_SIGNATURES = 32;

/** A signed statement (DSSE, envelope.md of secure-systems-lab/dsse). */
export const Envelope = z.object({
  payloadType: z.literal(IN_TOTO_PAYLOAD),
  /** Base64 of the statement's bytes. */
  payload: z.base64(),
  signatures: z
    .array(
      z.object({
        /** A hint at the key, never a ground for trust: here its fingerprint. */
        keyid: z.string().optional(),
        /** Base64 of a signature in OpenSSH's format (PROTOCOL.sshsig), without its armor. */
        sig: z.base64(),
      }),
    )
    .min(1)
    .max(MAX_SIGNATURES),
});
export type Envelope = z.infer<typeof Envelope>;

/** The bytes that an envelope's signatures are of (DSSE, protocol.md): `DSSEv1 LEN(type) type LEN(body) body`, lengths in bytes. */
export function preAuthEncoding(payloadType: string, payload: Uint8Array): Buffer {
  const head = `DSSEv1 ${Buffer.byteLength(payloadType)} ${payloadType} ${payload.length} `;
  return Buffer.concat([Buffer.from(head), payload]);
}

const ARMOR = /^-----BEGIN SSH SIGNATURE-----([A-Za-z0-9+/=\s]+)-----END SSH SIGNATURE-----\s*$/;
const ARMOR_COLUMNS = /.{1,70}/g;

/** The base64 in the armor of an OpenSSH signature; undefined: the text is not such a signature. */
export function signatureInArmor(armored: string): string | undefined {
  return ARMOR.exec(armored)?.[1]?.replace(/\s+/g, '');
}

/** The armor that ssh-keygen reads, around the base64 of a signature. */
export function armored(signature: string): string {
  const lines = signature.match(ARMOR_COLUMNS) ?? [];
  return ['-----BEGIN SSH SIGNATURE-----', ...lines, '-----END SSH SIGNATURE-----', ''].join('\n');
}

/** The result of checking a signature. `signer`: who made it, by their name in the file of allowed signers. */
export type SignatureCheck = { good: true; signer: string; key: string } | { good: false; reason: string };
