/** ssh-keygen's messages, and our wording of each; the first match counts. */
const OF_SIGNATURES: readonly (readonly [says: RegExp, words: string])[] = [
  [/couldn't parse signature|sshsig_dearmor|sshsig_armor|invalid format/i, 'it is not a complete SSH signature'],
  [/namespace does not match/i, 'it was made for something other than verdicts'],
  [/incorrect signature/i, 'it is for other bytes: the document or the signature has been changed'],
  [
    /key (?:is not yet valid|has expired)|not valid at/i,
    'its key was not valid when the signature was made, or is no longer valid',
  ],
  [/no principal matched|key is not permitted/i, 'the key that made it belongs to no allowed signer'],
];

const OF_KEYS: readonly (readonly [says: RegExp, words: string])[] = [
  [
    /unprotected private key file|permissions .* are too open/i,
    'a private key that others can read; make it private with chmod 600',
  ],
  [/incorrect passphrase/i, 'a private key with a different passphrase'],
  [/agent (?:refused|contains no)|agent socket|no identit/i, 'no SSH agent that signs with it'],
  [/no such file/i, 'no such file, or one without a key'],
  [/permission denied/i, 'a file that this user may not read'],
  [
    /couldn't load|no private key found|invalid format|error in libcrypto|unknown or unsupported/i,
    'no key that it knows',
  ],
];

/** Why a signature is not good, in our own words, or in ssh-keygen's for unknown messages. Empty: it says nothing. */
export function signatureProblem(stderr: string): string {
  return wordsFor(OF_SIGNATURES, stderr);
}

/** What was found in place of a signing key. */
export function keyProblem(stderr: string): string {
  return wordsFor(OF_KEYS, stderr);
}

/** A line of a file of allowed signers that ssh-keygen cannot read; undefined: it names none. */
export function unusableLine(stderr: string): number | undefined {
  const [, line] = /^[^\n]+:(\d+): /m.exec(stderr) ?? [];
  return line === undefined ? undefined : Number(line);
}

function wordsFor(table: readonly (readonly [says: RegExp, words: string])[], stderr: string): string {
  const known = table.find(([says]) => says.test(stderr));
  if (known !== undefined) return known[1];
  const line = firstLine(stderr);
  return line === '' ? '' : `ssh-keygen reports: ${line}`;
}

/** On standard error it also says that it reads standard input, and draws frames. */
const NO_NEWS = /^(?:Signing data on standard input|@+|)$/;

function firstLine(text: string): string {
  return (
    text
      .split('\n')
      .map((line) => line.trim())
      .find((line) => !NO_NEWS.test(line)) ?? ''
  );
}
