import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { CHROMIUM } from '../browser/ensure-chromium.ts';
import { installWithApt, NEEDED, NEEDED_BY_CILIUM } from '../cluster/builds/debian-packages.ts';

test('the page on the test cluster names exactly the Debian packages that the demo and the tests install', () => {
  const [, paragraph = ''] =
    /\n\n([^\n]*the following Debian packages[\s\S]*?)\n\n/.exec(readFileSync('docs/test-cluster.md', 'utf8')) ?? [];
  const named = [...paragraph.matchAll(/`([^`]+)`/g)].map(([, name]) => name);
  expect(named).toEqual([...[...NEEDED, ...NEEDED_BY_CILIUM].map((needed) => needed.package), ...CHROMIUM]);
});

describe('packages are installed', () => {
  const path = process.env['PATH'];
  let directory = '';
  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'scs-networking-apt-'));
    process.env['PATH'] = `${directory}:${path}`;
  });
  afterEach(() => {
    process.env['PATH'] = path;
    rmSync(directory, { recursive: true });
  });

  function aptGet(script: string): string {
    const log = join(directory, 'log');
    writeFileSync(join(directory, 'apt-get'), `#!/bin/sh\necho "apt-get $*" >> ${log}\n${script}\n`);
    chmodSync(join(directory, 'apt-get'), 0o755);
    writeFileSync(log, '');
    return log;
  }

  test('after they were named', async () => {
    const log = aptGet('exit 0');
    await installWithApt(['one', 'two'], (line) => writeFileSync(log, `${line}\n`, { flag: 'a' }));
    expect(readFileSync(log, 'utf8').split('\n')).toEqual([
      'installing these Debian packages, which stay on this machine: one two',
      'apt-get update',
      'apt-get install --yes --no-install-recommends one two',
      '',
    ]);
  });

  test('or the error says that they have to be', async () => {
    aptGet('exit 100');
    await expect(installWithApt(['one'], () => {})).rejects.toThrow(
      'expected apt-get to install one, found that it failed; install them by hand',
    );
  });
});
