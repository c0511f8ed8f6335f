import type { SignatureCheck } from '../../results-parsers/attestation/envelope.ts';
import {
  armored,
  type Envelope,
  IN_TOTO_PAYLOAD,
  preAuthEncoding,
  signatureInArmor,
} from '../../results-parsers/attestation/envelope.ts';
import { ScsNetworkingError } from '../../results-parsers/core/errors.ts';
import { sshSign, sshVerify, type Trust } from './ssh-keygen.ts';

/** Signs a statement: an envelope around its exact bytes. Throws as sshSign does. */
export async function sealed(payload: Uint8Array, key: string): Promise<Envelope> {
  const signature = await sshSign(preAuthEncoding(IN_TOTO_PAYLOAD, payload), key, 'scs-networking');
  const sig = signatureInArmor(signature);
  if (sig === undefined) {
    throw new ScsNetworkingError('TOOL_FAILED', 'expected an OpenSSH signature from ssh-keygen, found something else');
  }
  return { payloadType: IN_TOTO_PAYLOAD, payload: Buffer.from(payload).toString('base64'), signatures: [{ sig }] };
}

/** Whether one of the envelope's signatures is good. Throws as sshVerify does. */
export async function checkSeal({ payloadType, payload, signatures }: Envelope, trust: Trust): Promise<SignatureCheck> {
  const bytes = preAuthEncoding(payloadType, Buffer.from(payload, 'base64'));
  let result: SignatureCheck = { good: false, reason: 'there is none' };
  for (const { sig } of signatures) {
    result = await sshVerify(bytes, armored(sig), trust, 'scs-networking');
    if (result.good) break;
  }
  return result;
}
