import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import type { SignatureCheck } from '../../results-parsers/attestation/envelope.ts';
import { ScsNetworkingError } from '../../results-parsers/core/errors.ts';
import { isPattern } from './principal.ts';
import { keyProblem, signatureProblem, unusableLine } from './ssh-keygen-words.ts';

/**
 * What a signature is for: ssh-keygen refuses one that was made for something else. compliance-monitor wants `report` for SCS's reports;
 * verdicts and envelopes have one of our own.
 */
export type Namespace = 'report' | 'scs-networking';

/** How long a person may take for a passphrase or to touch a token. */
const SIGNING_MILLISECONDS = 300_000;
const VERIFYING_MILLISECONDS = 30_000;

/**
 * Signs bytes with a private key, or with a public key whose private half an agent holds. Resolves to the armored signature.
 *
 * @throws TOOL_MISSING without ssh-keygen, TOOL_FAILED if it does not sign
 */
export async function sshSign(bytes: Uint8Array, key: string, namespace: Namespace): Promise<string> {
  // ssh-keygen asks for a passphrase on the terminal, not on standard input.
  const { failed, stdout, stderr } = await sshKeygen(
    ['-Y', 'sign', '-f', key, '-n', namespace],
    bytes,
    SIGNING_MILLISECONDS,
  );
  if (failed) {
    throw new ScsNetworkingError(
      'TOOL_FAILED',
      `expected ssh-keygen to sign with ${key}, found ${keyProblem(stderr)}; name a private key, or the public key of one that an agent holds`,
    );
  }
  return `${stdout.trim()}\n`;
}

/** Whom to trust. */
export type Trust = {
  /** File of allowed signers. */
  allowedSigners: string;
  /** The only one of them whose signature counts. */
  signer?: string;
  /** File of keys that are not to be trusted: a key revocation list, or public keys. */
  revoked?: string;
};

/**
 * Whether a signature is of these bytes, for this purpose, and by somebody whom the file of allowed signers names (ALLOWED SIGNERS in
 * ssh-keygen(1)). Without `signer`, by anybody whom it names; patterns name nobody.
 *
 * @throws TOOL_MISSING without ssh-keygen
 */
export async function sshVerify(
  bytes: Uint8Array,
  signature: string,
  trust: Trust,
  namespace: Namespace,
): Promise<SignatureCheck> {
  return await inFile(signature, async (file) => {
    const named =
      trust.signer === undefined
        ? await principals(file, trust.allowedSigners)
        : { known: [trust.signer], problem: '' };
    const { known } = named;
    const wanted = known.filter((principal) => !isPattern(principal));
    let reason =
      known.length > wanted.length
        ? `in ${trust.allowedSigners} its key belongs to the pattern ${known.join(',')}, which names nobody; name the signer with --signer`
        : named.problem;
    for (const signer of wanted) {
      const args = ['-Y', 'verify', '-f', trust.allowedSigners, '-I', signer, '-n', namespace, '-s', file];
      const { failed, stdout, stderr } = await sshKeygen(args, bytes, VERIFYING_MILLISECONDS);
      if (!failed && trust.revoked !== undefined && (await fails([...args, '-r', trust.revoked], bytes)))
        return { good: false, reason: `its key is revoked by ${trust.revoked}, or that file cannot be read` };
      if (!failed)
        return { good: true, signer, key: / with (\S+ key \S+)/.exec(stdout)?.[1] ?? 'a key of an unknown kind' };
      reason = signatureProblem(stderr.replace(/^Could not verify signature\.$/m, '')) || `it is not by ${signer}`;
    }
    return { good: false, reason };
  });
}

function nobody(stderr: string, allowedSigners: string): string {
  const isUnreadable = /couldn't parse signature|sshsig_/i.test(stderr);
  if (isUnreadable) return signatureProblem(stderr);
  const line = unusableLine(stderr);
  const also = line === undefined ? '' : `; ssh-keygen cannot read its line ${line}`;
  return `the key that made it belongs to no signer in ${allowedSigners}${also}`;
}

/** ssh-keygen gives no reason for a key that is revoked, so it is asked a second time. */
async function fails(args: readonly string[], bytes: Uint8Array): Promise<boolean> {
  return (await sshKeygen(args, bytes, VERIFYING_MILLISECONDS)).failed;
}

/** Whom the file of allowed signers names for the key that made the signature; `problem`: why it is nobody. */
async function principals(signature: string, allowedSigners: string): Promise<{ known: string[]; problem: string }> {
  const args = ['-Y', 'find-principals', '-s', signature, '-f', allowedSigners];
  const { failed, stdout, stderr } = await sshKeygen(args, new Uint8Array(), VERIFYING_MILLISECONDS);
  const known = failed ? [] : stdout.split(/[\n,]/).filter(Boolean);
  return { known, problem: nobody(stderr, allowedSigners) };
}

type Ended = { failed: boolean; stdout: string; stderr: string };

async function sshKeygen(args: readonly string[], input: Uint8Array, timeout: number): Promise<Ended> {
  const result = await execa('ssh-keygen', args, { input, timeout, reject: false });
  if (result.code === 'ENOENT') {
    throw new ScsNetworkingError(
      'TOOL_MISSING',
      'expected ssh-keygen in PATH, found none; install OpenSSH 8.1 or later (Debian: openssh-client)',
      { cause: result },
    );
  }
  const { failed, stdout, stderr, timedOut } = result;
  return { failed, stdout, stderr: timedOut ? 'nothing in time' : stderr };
}

/** ssh-keygen reads signatures from files only. */
async function inFile<T>(content: string, use: (file: string) => Promise<T>): Promise<T> {
  const directory = await mkdtemp(join(tmpdir(), 'scs-networking-'));
  try {
    const file = join(directory, 'signature');
    await writeFile(file, content);
    return await use(file);
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}
