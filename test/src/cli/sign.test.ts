import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { armored, Envelope, preAuthEncoding } from '../../../results-parsers/attestation/envelope.ts';
import { ownArchive, packed, upstreamArchive } from '../../results-parsers/building/sonobuoy.ts';
import { CLI, type Ended, runIn, writerIn } from './command-line.ts';

/** The longest possible name, so that the name of its signature is too long. */
const LONG_NAME = `${'x'.repeat(250)}.json`;

let directory = '';
let write: ReturnType<typeof writerIn>;
const read = (file: string): string => readFileSync(join(directory, file), 'utf8');
const run = (...args: string[]): Ended => runIn(directory, args);
const sshKeygen = (...args: string[]): void => {
  execFileSync('ssh-keygen', args, { cwd: directory, stdio: 'ignore' });
};

/** Whether OpenSSH itself accepts a signature. */
function sshVerifies(bytes: string | Uint8Array, signature: string, namespace: string): boolean {
  const args = ['-Y', 'verify', '-f', 'allowed', '-I', 'me@example.org', '-n', namespace, '-s', signature];
  return spawnSync('ssh-keygen', args, { cwd: directory, input: bytes }).status === 0;
}

beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'scs-networking-'));
  write = writerIn(directory);
  write('archive.tar.gz', packed(ownArchive()));
  write('other.tar.gz', packed(upstreamArchive()));
  for (const key of ['key', 'foreign']) sshKeygen('-q', '-t', 'ed25519', '-N', '', '-C', '', '-f', key);
  write('allowed', `me@example.org ${read('key.pub')}`);
  write('cut.json', '{"apiVersion": "a", "b": 1');
  write('for-reports-only', `me@example.org namespaces="report" ${read('key.pub')}`);
  const formats = 'json,in-toto,in-toto-verdict,scs-report';
  run('evaluate', '--format', formats, '--subject', 'cluster', '--output', '.', 'archive.tar.gz');
  run('sign', '--key', 'key', 'verdict.json', 'in-toto.json', 'in-toto-verdict.json', 'scs-report.yaml');
  write('patterns', `*@example.org,!evil@example.org ${read('key.pub')}`);
  sshKeygen('-q', '-k', '-f', 'revoked.krl', 'key.pub');
  sshKeygen('-q', '-k', '-f', 'nobody.krl', 'foreign.pub');
  const forgery = (file: string, target: string, change: (text: string) => string): void => {
    write(`${target}.json`, change(read(`${file}.json`)));
    run('sign', '--key', 'key', `${target}.json`);
  };
  // These forgeries are signed by somebody who is trusted.
  forgery('in-toto', 'forged-result', (text) => text.replace('"result": "PASSED"', '"result": "WARNED"'));
  forgery('in-toto-verdict', 'annotated', (text) =>
    text.replace('"verdict": "compliant"', '"verdict": "inconclusive"'),
  );
  write('forged.json', read('verdict.json').replace('"verdict": "compliant"', '"verdict": "non-compliant"'));
  write('forged.json.sig', read('verdict.json.sig'));
  write(LONG_NAME, read('verdict.json'));
  write('foreign.json', read('verdict.json'));
  run('sign', '--key', 'foreign', 'foreign.json');
});
afterAll(() => rmSync(directory, { recursive: true }));

describe('scs-networking sign', () => {
  test.each([
    ['verdict.json', 'scs-networking'],
    ['scs-report.yaml', 'report'],
  ])('signs %s for the namespace %s, which ssh-keygen verifies', (file, namespace) => {
    expect(sshVerifies(read(file), `${file}.sig`, namespace)).toBe(true);
    expect(sshVerifies(`${read(file)} `, `${file}.sig`, namespace)).toBe(false);
    expect(sshVerifies(read(file), `${file}.sig`, namespace === 'report' ? 'scs-networking' : 'report')).toBe(false);
  });

  test.each(['in-toto', 'in-toto-verdict'])('puts %s into an envelope, whose signature ssh-keygen verifies', (name) => {
    const envelope = Envelope.parse(JSON.parse(read(`${name}.dsse.json`)));
    const payload = Buffer.from(envelope.payload, 'base64');
    expect(payload.toString('utf8')).toBe(read(`${name}.json`));
    write('envelope.sig', armored(envelope.signatures[0]?.sig ?? ''));
    expect(sshVerifies(preAuthEncoding(envelope.payloadType, payload), 'envelope.sig', 'scs-networking')).toBe(true);
    expect(sshVerifies(payload, 'envelope.sig', 'scs-networking')).toBe(false);
  });

  test.each(['json', 'yaml', 'ndjson', 'scs-report'])(
    'signs the output of evaluate for several archives in the format %s',
    (format) => {
      const flags = format === 'scs-report' ? ['--subject', 'cluster'] : [];
      const { stdout } = run('evaluate', '--format', format, ...flags, 'archive.tar.gz', 'other.tar.gz');
      write(`several-${format}`, stdout);
      expect(run('sign', '--key', 'key', `several-${format}`)).toMatchObject({ status: 0, stderr: '' });
      const namespace = format === 'scs-report' ? 'report' : 'scs-networking';
      expect(sshVerifies(stdout, `several-${format}.sig`, namespace)).toBe(true);
    },
  );

  test.each([
    [
      'different kinds',
      () => `${read('verdict.json')}${read('in-toto.json')}`,
      /found 2 documents of unknown or different/,
    ],
    ['several statements', () => `${read('in-toto.json')}${read('in-toto.json')}`, /found 2 statements; write each to/],
    ['an invalid verdict in YAML', () => '---\nkind: Verdict\n', /found none/],
  ])('refuses a file with %s', (_what, content, expected) => {
    write('mixed', content());
    const { status, stderr } = run('sign', '--key', 'key', 'mixed');
    expect(status).toBe(2);
    expect(stderr).toMatch(expected);
  });

  test('signs with a key that only an agent holds', () => {
    sshKeygen('-q', '-t', 'ed25519', '-N', '', '-C', '', '-f', 'held');
    const script =
      'eval "$(ssh-agent -s)" >&2 && trap "kill $SSH_AGENT_PID" EXIT && ssh-add -q held && rm held && "$@"';
    write('by-agent.json', read('verdict.json'));
    const command = [process.execPath, CLI, 'sign', '--key', 'held.pub', 'by-agent.json'];
    const { status, stdout } = spawnSync('sh', ['-c', script, 'sh', ...command], { cwd: directory, encoding: 'utf8' });
    expect({ status, stdout }).toEqual({ status: 0, stdout: 'by-agent.json.sig\n' });
  });

  test('leaves an existing signature unless --force is given', () => {
    write('again.json', read('verdict.json'));
    expect(run('sign', '--key', 'key', 'again.json').status).toBe(0);
    const refused = run('sign', '--key', 'foreign', 'again.json');
    expect(refused.status).toBe(2);
    expect(refused.stderr).toMatch(/expected no again\.json\.sig yet, found one; --force replaces it/);
    expect(sshVerifies(read('again.json'), 'again.json.sig', 'scs-networking')).toBe(true);
    expect(run('sign', '--key', 'foreign', '--force', 'again.json').status).toBe(0);
    expect(sshVerifies(read('again.json'), 'again.json.sig', 'scs-networking')).toBe(false);
  });

  test.each([
    [
      ['--key', 'not-there', 'verdict.json', '--force'],
      /expected ssh-keygen to sign with not-there, found no such file, or one without a key; name a private key/,
    ],
    [
      ['--key', 'key', LONG_NAME],
      /expected a place where x{250}\.json\.sig can be written, found that the name is too long$/m,
    ],
    [['--key', 'key', 'cut.json'], /found something else: line 1, column 27: expected a comma or }, found the end/],
    [['--key', 'key', 'archive.tar.gz'], /expected verdicts, an in-toto statement or reports for SCS/],
    [['--key', 'key', 'allowed'], /expected verdicts, an in-toto statement or reports for SCS/],
    [['--key', 'key', 'nothing.json'], /nothing\.json: expected a file to sign, found no such file/],
    [['verdict.json'], /required option '--key <file>' not specified/],
  ])('exits with 2 for %j, says why, and leaves nothing behind', (args, expected) => {
    const { status, stderr } = run('sign', ...args);
    expect(status).toBe(2);
    expect(stderr).toMatch(expected);
    expect(readdirSync(directory).filter((file) => file.startsWith('.'))).toEqual([]);
  });

  test('says so if there is no ssh-keygen', () => {
    const node = process.execPath;
    const args = [CLI, 'sign', '--key', 'key', '--force', 'verdict.json'];
    const { status, stderr } = spawnSync(node, args, { cwd: directory, encoding: 'utf8', env: { PATH: directory } });
    expect(status).toBe(2);
    expect(stderr).toMatch(/expected ssh-keygen in PATH, found none; install OpenSSH/);
  });
});

describe('scs-networking verify, with a signature, exits with', () => {
  const trusting = ['--allowed-signers', 'allowed'];
  test.each<[number, string[], RegExp]>([
    [0, [...trusting, 'verdict.json', 'archive.tar.gz'], /^SIGNATURE GOOD: by me@example.org, with .*\n\nREPRODUCED/s],
    [0, [...trusting, '--signer', 'me@example.org', 'verdict.json', 'archive.tar.gz'], /^SIGNATURE GOOD/],
    [0, [...trusting, 'in-toto-verdict.dsse.json', 'archive.tar.gz'], /^SIGNATURE GOOD.*\n\nREPRODUCED/s],
    [0, [...trusting, 'in-toto.dsse.json', 'archive.tar.gz'], /^SIGNATURE GOOD.*\n\nREPRODUCED/s],
    [3, [...trusting, 'forged-result.dsse.json', 'archive.tar.gz'], /^SIGNATURE GOOD.*\n\nNOT REPRODUCED/s],
    [3, [...trusting, 'annotated.dsse.json', 'archive.tar.gz'], /^SIGNATURE GOOD.*\n\nNOT REPRODUCED.*annotations/s],
    [0, [...trusting, '--revoked', 'nobody.krl', 'verdict.json', 'archive.tar.gz'], /^SIGNATURE GOOD/],
    [
      3,
      [...trusting, '--revoked', 'revoked.krl', 'verdict.json', 'archive.tar.gz'],
      /^SIGNATURE NOT GOOD: its key is revoked/,
    ],
    [
      3,
      [...trusting, '--revoked', 'key.pub', 'in-toto.dsse.json', 'archive.tar.gz'],
      /^SIGNATURE NOT GOOD: its key is revoked/,
    ],
    [3, ['--allowed-signers', 'patterns', 'verdict.json', 'archive.tar.gz'], /^SIGNATURE NOT GOOD: .*names\s+nobody/s],
    [
      0,
      ['--allowed-signers', 'patterns', '--signer', 'me@example.org', 'verdict.json', 'archive.tar.gz'],
      /^SIGNATURE GOOD: by me@example\.org/,
    ],
    [
      3,
      ['--allowed-signers', 'patterns', '--signer', 'evil@example.org', 'verdict.json', 'archive.tar.gz'],
      /^SIGNATURE NOT GOOD/,
    ],
    [3, [...trusting, 'in-toto.dsse.json', 'other.tar.gz'], /^SIGNATURE GOOD.*\n\nANOTHER ARCHIVE/s],
    [3, [...trusting, 'verdict.json', 'other.tar.gz'], /^SIGNATURE GOOD.*\n\nANOTHER ARCHIVE/s],
    [3, [...trusting, 'forged.json', 'archive.tar.gz'], /^SIGNATURE NOT GOOD: .*\n\nNOT REPRODUCED/s],
    [
      3,
      [...trusting, 'foreign.json', 'archive.tar.gz'],
      /^SIGNATURE NOT GOOD: the key that made it belongs to no signer in allowed.*\n\nREPRODUCED/s,
    ],
    [3, [...trusting, '--signer', 'you@example.org', 'verdict.json', 'archive.tar.gz'], /^SIGNATURE NOT GOOD/],
    [3, [...trusting, '--signature', 'scs-report.yaml.sig', 'verdict.json', 'archive.tar.gz'], /^SIGNATURE NOT GOOD/],
    [3, ['--allowed-signers', 'for-reports-only', 'verdict.json', 'archive.tar.gz'], /^SIGNATURE NOT GOOD/],
  ])('%d for %j', (status, args, expected) => {
    const ended = run('verify', ...args);
    expect({ status: ended.status, stderr: ended.stderr }).toEqual({ status, stderr: '' });
    expect(ended.stdout).toMatch(expected);
  });

  test('3 for an envelope with another payload', () => {
    const envelope = Envelope.parse(JSON.parse(read('in-toto-verdict.dsse.json')));
    const payload = Buffer.from(envelope.payload, 'base64')
      .toString('utf8')
      .replaceAll('"compliant"', '"non-compliant"');
    write('swapped.dsse.json', JSON.stringify({ ...envelope, payload: Buffer.from(payload).toString('base64') }));
    const { status, stdout } = run('verify', ...trusting, 'swapped.dsse.json', 'archive.tar.gz');
    expect(status).toBe(3);
    expect(stdout).toMatch(/^SIGNATURE NOT GOOD: .*NOT REPRODUCED/s);
  });

  test.each([
    [['in-toto.dsse.json', 'archive.tar.gz'], /expected --allowed-signers with an envelope/],
    [[...trusting, '--signer', '!evil@example.org', 'verdict.json', 'archive.tar.gz'], /Expected one identity such as/],
    [
      [...trusting, '--revoked', 'no.krl', 'verdict.json', 'archive.tar.gz'],
      /no\.krl: expected a list of revoked keys/,
    ],
    [['--revoked', 'revoked.krl', 'verdict.json', 'archive.tar.gz'], /expected --allowed-signers with --revoked/],
    [['--signer', 'me', 'verdict.json', 'archive.tar.gz'], /expected --allowed-signers with --signer/],
    [['--allowed-signers', 'not-there', 'verdict.json', 'archive.tar.gz'], /not-there: expected a file of allowed/],
    [
      ['--signature', 'no.sig', ...trusting, 'verdict.json', 'archive.tar.gz'],
      /no\.sig: expected a signature, found no/,
    ],
    [[...trusting, 'in-toto.json', 'archive.tar.gz'], /in-toto\.json: expected a verdict, found something else/],
  ])('2 for %j, and says why', (args, expected) => {
    const { status, stdout, stderr } = run('verify', ...args);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toMatch(expected);
  });
});
