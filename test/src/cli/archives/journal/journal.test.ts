import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { packed, requiredCases, upstreamArchive } from '../../../../results-parsers/building/sonobuoy.ts';
import { CLI, type Ended, runIn, writerIn } from '../../command-line.ts';

// Each test starts Node several times.
jest.setTimeout(120_000);

const sctp = requiredCases().map((spec) =>
  spec.name.includes('SCTPConnectivity') ? { ...spec, state: 'failed' as const } : spec,
);
const GOOD = packed(upstreamArchive());
const WAIVED = packed(upstreamArchive({ cases: sctp }));

let directory = '';
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'scs-networking-'));
  const write = writerIn(directory);
  write('all/a.tar.gz', GOOD);
  write('all/b.tar.gz', WAIVED);
  write('all/text.tar.gz', 'no archive at all. '.repeat(100));
});
afterEach(() => rmSync(directory, { recursive: true }));

function evaluate(...args: string[]): Ended {
  return runIn(directory, ['evaluate', '--format', 'ndjson', '--journal', 'journal', ...args]);
}

/** What a call reports about the journal. */
function journalReport(...args: string[]): string {
  return evaluate(...args).stderr.replace(/^scs-networking: all\/text.*\n/, '');
}

describe('a call with a journal', () => {
  test('reports the results of an earlier call, byte for byte', () => {
    const first = evaluate('all');
    expect(first.stderr).toMatch(/\njournal: 0 as before, 3 evaluated, 0 with another verdict/);
    const second = evaluate('all');
    expect(second.stdout === first.stdout).toBe(true);
    // An archive without a verdict is evaluated again.
    expect(second.stderr).toMatch(/\njournal: 2 as before, 1 evaluated, 0 with another verdict/);
  });

  test('does not read an archive that it knows', () => {
    evaluate('all');
    const database = new DatabaseSync(join(directory, 'journal'));
    database.exec("UPDATE entries SET document = (SELECT document FROM entries WHERE place LIKE '%/b.tar.gz')");
    database.close();
    const { stdout } = runIn(directory, ['evaluate', '--format', 'csv', '--journal', 'journal', 'all/a.tar.gz']);
    expect(stdout).toMatch(/^all\/a\.tar\.gz,.*,compliant with 3 waived specs$/m);
  });

  test('evaluates an archive again if another one with the same size and time was copied over it', () => {
    const archive = join(directory, 'all/a.tar.gz');
    utimesSync(archive, 1e9, 1e9);
    evaluate('all/a.tar.gz');
    writeFileSync(archive, Buffer.alloc(statSync(archive).size));
    utimesSync(archive, 1e9, 1e9);
    expect(evaluate('all/a.tar.gz')).toMatchObject({ status: 2, stdout: '' });
  });

  test('reports a known archive in any other format, and under any other path', () => {
    evaluate('all');
    const table = ['evaluate', '--format', 'table', './all/b.tar.gz'];
    const { stdout } = runIn(directory, table);
    const known = runIn(directory, [...table, '--journal', 'journal']);
    expect(known).toEqual({ status: 0, stdout, stderr: expect.stringMatching(/^journal: 1 as before, 0 evaluated/) });
  });

  test('evaluates new and changed archives', () => {
    evaluate('all');
    writerIn(directory)('all/c.tar.gz', GOOD);
    writerIn(directory)('all/a.tar.gz', WAIVED);
    expect(journalReport('all')).toMatch(/^journal: 1 as before, 3 evaluated, 0 with another verdict/);
  });

  test('evaluates all archives with other inputs, and says which outcomes differ', () => {
    evaluate('all');
    expect(journalReport('--no-default-waivers', 'all')).toBe(
      'journal: 0 as before, 3 evaluated, 1 with another verdict or outcome than before\n' +
        'all/b.tar.gz: compliant with 3 waived -> non-compliant, network-policy satisfied -> network-policy not-satisfied\n',
    );
  });

  test('evaluates all archives with --recompute', () => {
    evaluate('all');
    expect(journalReport('--recompute', 'all')).toMatch(/^journal: 0 as before, 3 evaluated, 0 with another verdict/);
  });

  test('continues after a call that was killed', async () => {
    const args = [CLI, 'evaluate', '--format', 'ndjson', '--journal', 'journal', 'all/a.tar.gz', 'all/b.tar.gz', '-'];
    const child = spawn(process.execPath, args, { cwd: directory, stdio: ['pipe', 'pipe', 'ignore'] });
    let lines = 0;
    for await (const chunk of child.stdout) {
      lines += String(chunk).split('\n').length - 1;
      // Both archives are evaluated, and standard input never ends.
      if (lines === 2) break;
    }
    child.kill('SIGKILL');
    if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
    expect(journalReport('all/a.tar.gz', 'all/b.tar.gz')).toMatch(/^journal: 2 as before, 0 evaluated/);
  });

  test('is not disturbed by others at the same time', async () => {
    const write = writerIn(directory);
    for (let index = 0; index < 20; index += 1) write(`many/${index}.tar.gz`, index % 2 === 0 ? GOOD : WAIVED);
    const alone = runIn(directory, ['evaluate', '--format', 'ndjson', 'many']).stdout;
    const calls = [1, 2, 3].map(async () => {
      const args = [CLI, 'evaluate', '--format', 'ndjson', '--journal', 'journal', 'many'];
      const child = spawn(process.execPath, args, { cwd: directory, stdio: ['ignore', 'pipe', 'ignore'] });
      const chunks: Buffer[] = [];
      for await (const chunk of child.stdout) chunks.push(chunk);
      return Buffer.concat(chunks).toString();
    });
    expect(await Promise.all(calls)).toEqual([alone, alone, alone]);
    expect(evaluate('many')).toMatchObject({ stdout: alone, stderr: expect.stringMatching(/^journal: 20 as before/) });
  });
});

describe('a journal that cannot be used', () => {
  test('is reported before anything is printed, and left as it is', () => {
    writeFileSync(join(directory, 'journal'), 'mine, and no journal at all');
    const { status, stdout, stderr } = evaluate('all');
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toMatch(/^scs-networking: journal: expected a journal, .* found: file is not a database/);
    expect(readFileSync(join(directory, 'journal'), 'utf8')).toBe('mine, and no journal at all');
  });

  test('because it is of another version is reported', () => {
    const database = new DatabaseSync(join(directory, 'journal'));
    database.exec('PRAGMA user_version = 99');
    database.close();
    expect(evaluate('all').stderr).toMatch(/expected a journal of version 1, found version 99/);
  });

  test('for one entry makes only that archive be evaluated', () => {
    evaluate('all/a.tar.gz');
    const database = new DatabaseSync(join(directory, 'journal'));
    database.exec("UPDATE entries SET document = x'00'");
    database.close();
    expect(evaluate('all/a.tar.gz').stdout).toMatch(/"verdict":"compliant"/);
  });

  test('because there is none is reported with --recompute', () => {
    const { status, stderr } = runIn(directory, ['evaluate', '--recompute', 'all']);
    expect({ status, stderr }).toEqual({
      status: 2,
      stderr: expect.stringMatching(/expected --journal with --recompute/),
    });
  });
});
