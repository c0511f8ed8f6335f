import { spawn, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { writeWhole } from '../../../src/cli/output/write-whole.ts';
import { packed, UPSTREAM_RESULTS, upstreamArchive } from '../../results-parsers/building/sonobuoy.ts';
import { CLI, type Ended, runIn, writerIn } from './command-line.ts';

const archive = packed(new Map([...upstreamArchive(), ['podlogs/a/b/c.txt', 'log'] as const]));
let directory = '';
const run = (args: readonly string[], input?: Uint8Array): Ended => runIn(directory, args, input);

beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'scs-networking-'));
  writerIn(directory)('results.tar.gz', archive);
  writerIn(directory)('cut.tar.gz', archive.subarray(0, 1000));
});
afterAll(() => rmSync(directory, { recursive: true }));

describe('scs-networking redact', () => {
  test('writes only a copy, which gets the same verdict as the original', () => {
    const ended = run(['redact', 'results.tar.gz']);
    expect(ended).toEqual({
      status: 0,
      stdout: 'results.redacted.tar.gz: 1 file removed, 4 reduced; redaction.json in it says which\n',
      stderr: '',
    });
    expect(readdirSync(directory).sort()).toEqual(['cut.tar.gz', 'results.redacted.tar.gz', 'results.tar.gz']);
    expect(run(['evaluate', 'results.redacted.tar.gz']).status).toBe(run(['evaluate', 'results.tar.gz']).status);
  });

  test('reads standard input, and gives the same copy', () => {
    expect(run(['redact', '--output', 'a.tar.gz', '-'], archive).status).toBe(0);
    expect(run(['redact', '--output', 'b.tar.gz', 'results.tar.gz']).status).toBe(0);
    const [a, b] = ['a', 'b'].map((name) => readFileSync(join(directory, `${name}.tar.gz`)));
    expect(a?.equals(b ?? Buffer.alloc(0))).toBe(true);
  });

  test('prints the same copy if the file is -, and its report elsewhere', () => {
    expect(run(['redact', '-o', 'file.tar.gz', 'results.tar.gz']).status).toBe(0);
    const script = `"${process.execPath}" "${CLI}" redact --output - results.tar.gz > printed.tar.gz`;
    const { status, stderr } = spawnSync('bash', ['-c', script], { cwd: directory, encoding: 'utf8' });
    expect({ status, stderr }).toEqual({
      status: 0,
      stderr: 'standard output: 1 file removed, 4 reduced; redaction.json in it says which\n',
    });
    const [file, printed] = ['file', 'printed'].map((name) => readFileSync(join(directory, `${name}.tar.gz`)));
    expect(printed?.equals(file ?? Buffer.alloc(0))).toBe(true);
    expect(existsSync(join(directory, '-'))).toBe(false);
  });

  test.each([
    ['a small archive', 'results.tar.gz', ''],
    ['an archive from standard input, by a thread', '-', '< results.tar.gz'],
  ])('ends quietly if nobody reads the printed copy, but not as if the copy were whole: %s', (_, input, from) => {
    // The reader is gone when the copy comes, even if the copy fits into the pipe.
    const redact = `"${process.execPath}" "${CLI}" redact -o - ${input} ${from}`;
    const script = `(sleep 1; exec ${redact}) | true; echo "\${PIPESTATUS[0]}"`;
    const { stdout, stderr } = spawnSync('bash', ['-c', script], { cwd: directory, encoding: 'utf8' });
    expect({ stdout, stderr }).toEqual({ stdout: '2\n', stderr: '' });
  });

  test('says once that standard output cannot be written', () => {
    const script = `"${process.execPath}" "${CLI}" redact -o - results.tar.gz > /dev/full`;
    const { status, stderr } = spawnSync('bash', ['-c', script], { cwd: directory, encoding: 'utf8' });
    expect(status).toBe(2);
    expect(stderr).toMatch(/^scs-networking: expected standard output to accept .*no space is left on the disk.*\n$/);
  });

  test.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)(
    'leaves no files of its own behind on %s, and does not touch other files',
    async (signal) => {
      const place = join(directory, signal);
      writerIn(place)('copy.tar.gz.part', 'mine');
      // Compressing such a long log takes longer than the signal.
      const log = randomBytes(8 * 1024 ** 2).toString('hex');
      writerIn(place)('long.tar.gz', packed(new Map([...upstreamArchive(), [`${UPSTREAM_RESULTS}e2e.log`, log]])));
      const running = spawn(process.execPath, [CLI, 'redact', '--output', 'copy.tar.gz', 'long.tar.gz'], {
        cwd: place,
      });
      while (readdirSync(place).length < 3 && running.exitCode === null) await sleep(5);
      running.kill(signal);
      expect(await once(running, 'exit')).toEqual([null, signal]);
      expect(readdirSync(place).sort()).toEqual(['copy.tar.gz.part', 'long.tar.gz']);
      expect(readFileSync(join(place, 'copy.tar.gz.part'), 'utf8')).toBe('mine');
    },
  );

  test('does not replace a file that appeared meanwhile', async () => {
    const target = join(directory, 'meanwhile');
    const write = async (part: string): Promise<void> => {
      writeFileSync(part, 'ours');
      writeFileSync(target, 'theirs');
    };
    await expect(writeWhole(target, false, write)).rejects.toThrow(/expected no .*meanwhile yet, found one/);
    expect(readFileSync(target, 'utf8')).toBe('theirs');
    await writeWhole(target, true, write);
    expect(readFileSync(target, 'utf8')).toBe('ours');
    expect(readdirSync(directory).filter((name) => name.startsWith('.'))).toEqual([]);
    rmSync(target);
  });

  test('prints no copy to a terminal', () => {
    const command = `"${process.execPath}" "${CLI}" redact --output - results.tar.gz`;
    const { status, stdout } = spawnSync('script', ['-qec', command, '/dev/null'], {
      cwd: directory,
      encoding: 'utf8',
    });
    expect(status).toBe(2);
    expect(stdout).toContain('expected a file or a pipe for --output -, found a terminal');
  });

  test.each([
    [['redact', 'results.tar.gz', '--output', 'cut.tar.gz'], /expected no cut\.tar\.gz yet, found one/],
    [['redact', 'cut.tar.gz'], /cut\.tar\.gz: expected a whole archive/],
    [['redact', '--output', 'x'.repeat(300), 'results.tar.gz'], /can be written, found that the name is too long/],
    [['redact', 'not-there'], /not-there: expected an archive, found no such file/],
    [
      ['redact', '--output', 'no-such-directory/x', 'results.tar.gz'],
      /expected a place where no-such-directory\/x can be written, found no such directory/,
    ],
  ])('exits with 2 for %j, says why, and leaves nothing behind', (args, message) => {
    const before = readdirSync(directory).sort();
    const { status, stderr } = run(args);
    expect(status).toBe(2);
    expect(stderr).toMatch(message);
    expect(readdirSync(directory).sort()).toEqual(before);
  });
});
