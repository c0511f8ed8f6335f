import { InvalidArgumentError, Option } from 'commander';
import type { SignatureCheck } from '../../../results-parsers/attestation/envelope.ts';
import type { Verifiable } from '../../../results-parsers/attestation/read-verifiable.ts';
import { isPattern } from '../../signatures/principal.ts';
import { beginningOfFile } from '../input/beginning-of-file.ts';

export type SignatureFlags = { allowedSigners?: string; signer?: string; signature?: string; revoked?: string };

/** The options that say whose signature is wanted. */
export function signatureOptions(): Option[] {
  return [
    new Option('--allowed-signers <file>', 'whom to trust, see ALLOWED SIGNERS in ssh-keygen(1)'),
    new Option('--signer <identity>', 'which of them must have signed (default: any)').argParser(principal),
    new Option('--revoked <file>', 'keys that are not to be trusted: a list made by `ssh-keygen -k`, or public keys'),
    new Option('--signature <file>', 'the signature of a verdict (default: the verdict with .sig)'),
  ].map((option) => option.helpGroup('Whose signature is wanted:'));
}

/** ssh-keygen would match a pattern with the patterns of the file. */
function principal(name: string): string {
  if (isPattern(name)) throw new InvalidArgumentError('Expected one identity such as me@example.org, not a pattern.');
  return name;
}

/** A signature in armor has some 300 bytes, of an RSA key some 1,500. */
const MAX_SIGNATURE_BYTES = 64 * 1024;

/**
 * The report about the signature of a verdict, beside it, or of an envelope, in it; null: not asked for.
 *
 * Throws `USAGE` for an envelope if no option says whom to trust, and `INPUT_UNREADABLE` if there is no signature.
 */
export async function checkSignature(
  file: string,
  { bytes, verifiable }: { bytes: Uint8Array; verifiable: Verifiable },
  { allowedSigners, signer, signature, revoked }: SignatureFlags,
): Promise<SignatureCheck | null> {
  if (allowedSigners === undefined) {
    const asked = [
      signer && '--signer',
      signature && '--signature',
      revoked && '--revoked',
      verifiable.kind !== 'verdict' && 'an envelope',
    ];
    const [what] = asked.filter((each) => typeof each === 'string' && each !== '');
    if (what === undefined) return null;
    const { ScsNetworkingError } = await import('../../../results-parsers/core/errors.ts');
    throw new ScsNetworkingError(
      'USAGE',
      `expected --allowed-signers with ${what}, found none: without it, nobody knows whose signature to trust`,
    );
  }
  // ssh-keygen would call every signature bad.
  await beginningOfFile(allowedSigners, 1, 'a file of allowed signers');
  if (revoked !== undefined) await beginningOfFile(revoked, 1, 'a list of revoked keys');
  const trust = {
    allowedSigners,
    ...(signer === undefined ? {} : { signer }),
    ...(revoked === undefined ? {} : { revoked }),
  };
  if (verifiable.kind !== 'verdict') {
    const { checkSeal } = await import('../../signatures/sealed-envelope.ts');
    return await checkSeal(verifiable.envelope, trust);
  }
  const { sshVerify } = await import('../../signatures/ssh-keygen.ts');
  const armor = await beginningOfFile(signature ?? `${file}.sig`, MAX_SIGNATURE_BYTES, 'a signature');
  return await sshVerify(bytes, Buffer.from(armor).toString('utf8'), trust, 'scs-networking');
}
