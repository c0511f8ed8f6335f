import { execFileSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { sshSign, sshVerify } from '../../../src/signatures/ssh-keygen.ts';

let directory: string;
const at = (name: string): string => join(directory, name);
const document = Buffer.from('what was signed\n');
let good = '';

beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'scs-networking-'));
  for (const [key, passphrase] of [
    ['key', ''],
    ['foreign', ''],
    ['locked', 'a passphrase'],
  ] as const) {
    execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', passphrase, '-C', '', '-f', at(key)]);
  }
  writeFileSync(at('open'), readFileSync(at('key')));
  chmodSync(at('open'), 0o644);
  writeFileSync(at('garbage'), 'no key at all\n', { mode: 0o600 });
  writeFileSync(at('allowed'), `me@example.org ${readFileSync(at('key.pub'))}`);
  writeFileSync(at('others'), `you@example.org ${readFileSync(at('foreign.pub'))}`);
  writeFileSync(at('half'), 'me@example.org\n');
  good = await sshSign(document, at('key'), 'scs-networking');
});
afterAll(() => rmSync(directory, { recursive: true }));

/** Words that are typical of the messages of ssh-keygen. */
const ITS_WORDS = /couldn't|sshsig|Could not|No principal|Load key|UNPROTECTED|@@@/i;

describe('a bad signature is explained in our own words', () => {
  test.each<
    [string, { signature?: (good: string) => string; bytes?: string; allowed?: string; signer?: string }, RegExp]
  >([
    ['if it is not a signature', { signature: () => 'x' }, /^it is not a complete SSH signature$/],
    ['if it is empty', { signature: () => '' }, /^it is not a complete SSH signature$/],
    ['if it is cut off', { signature: (text) => text.slice(0, 150) }, /^it is not a complete SSH signature$/],
    [
      'if it has invalid characters',
      { signature: (text) => text.replace(/\n\w/, '\n!') },
      /^it is not a complete SSH signature$/,
    ],
    [
      'if it is damaged, also for a named signer',
      { signature: () => 'x', signer: 'me@example.org' },
      /^it is not a complete SSH signature$/,
    ],
    [
      'if it is for other bytes',
      { bytes: 'what was not signed' },
      /^it is for other bytes: the document or the signature has been changed$/,
    ],
    ['if it is by somebody else', { allowed: 'others' }, /^the key that made it belongs to no signer in \S+others$/],
    [
      'if the list of trusted signers has an incomplete line',
      { allowed: 'half' },
      /half; ssh-keygen cannot read its line 1$/,
    ],
  ])('%s', async (_what, { signature = (text) => text, bytes, allowed = 'allowed', signer }, expected) => {
    const trust = { allowedSigners: at(allowed), ...(signer === undefined ? {} : { signer }) };
    const check = await sshVerify(
      bytes === undefined ? document : Buffer.from(bytes),
      signature(good),
      trust,
      'scs-networking',
    );
    expect(check).toEqual({ good: false, reason: expect.stringMatching(expected) });
    expect(JSON.stringify(check)).not.toMatch(ITS_WORDS);
  });

  test('if it was made for something else', async () => {
    const trust = { allowedSigners: at('allowed') };
    const check = await sshVerify(document, good, trust, 'report');
    expect(check).toEqual({ good: false, reason: 'it was made for something other than verdicts' });
  });
});

describe('a problem with a signing key is explained in our own words', () => {
  test.each([
    ['not-there', /found no such file, or one without a key; name a private key/],
    ['garbage', /found no such file, or one without a key; name a private key/],
    ['open', /found a private key that others can read; make it private with chmod 600; name/],
  ])('%s', async (key, expected) => {
    const error: unknown = await sshSign(document, at(key), 'scs-networking').catch((cause: unknown) => cause);
    expect(error).toMatchObject({ code: 'TOOL_FAILED', message: expect.stringMatching(expected) });
    expect(String(error)).not.toMatch(ITS_WORDS);
  });
});
