import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { packed, upstreamArchive } from '../../results-parsers/building/sonobuoy.ts';
import { runIn, writerIn } from './command-line.ts';

let directory = '';
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'scs-networking-'));
  const write = writerIn(directory);
  write('archive', packed(upstreamArchive()));
  write('verdict.json', runIn(directory, ['evaluate', '--max-entries', '99999', '--format', 'json', 'archive']).stdout);
});
afterAll(() => rmSync(directory, { recursive: true }));

// No archive is known that exhausts a thread's memory, so the test makes the thread run out of it.
const GREED = `data:text/javascript,
  import fs from 'node:fs';
  import { isMainThread } from 'node:worker_threads';
  import { syncBuiltinESMExports } from 'node:module';
  const { createReadStream } = fs;
  fs.createReadStream = (...args) => {
    if (!isMainThread) for (const all = []; ; ) all.push(new Array(1e6).fill(0));
    return createReadStream(...args);
  };
  syncBuiltinESMExports();`;

describe('an archive that takes too much memory ends with a message', () => {
  test.each([
    ['evaluate', ['--max-entries', '99999', 'archive']],
    ['diff', ['--max-entries', '99999', 'archive', 'archive']],
    ['verify', ['--max-entries', '99999', 'verdict.json', 'archive']],
    ['redact', ['--max-entries', '99999', '--force', '--output', 'copy', 'archive']],
  ])('from %s', (command, args) => {
    expect(runIn(directory, [command, ...args])).toMatchObject({ status: 0, stderr: '' });
    const files = readdirSync(directory);
    const { status, stdout, stderr } = runIn(directory, [command, ...args], undefined, ['--import', GREED]);
    expect(readdirSync(directory)).toEqual(files);
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
    expect(stderr).toMatch(
      /^scs-networking: archive: this is a defect of scs-networking, please report it\nError .*out of memory/i,
    );
  });
});
