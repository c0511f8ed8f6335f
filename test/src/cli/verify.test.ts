import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { packed, requiredCases, upstreamArchive } from '../../results-parsers/building/sonobuoy.ts';
import { type Ended, runIn, writerIn } from './command-line.ts';

const [first, ...others] = requiredCases();
const name = first?.name ?? '';
const waivers = `apiVersion: scs-networking/v1
kind: Waivers
waivers:
  - id: own
    specs: ["${name}"]
    reason: known
    link: https://example.org
    owner: somebody
    expires: 2026-12-31
`;
const failing = upstreamArchive({ cases: [{ name, state: 'failed' }, ...others] });

let directory = '';
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'scs-networking-'));
  const write = writerIn(directory);
  write('archive', packed(failing));
  write('renamed', packed(failing));
  write('other', packed(upstreamArchive()));
  write('text', 'no archive at all');
  for (const [path, content] of failing) write(join('unpacked', path), content);
  write('w.yaml', waivers);
  write('changed.yaml', waivers.replace('known', 'not known'));
  for (const [verdict, ...args] of [
    ['verdict.json', 'archive'],
    ['unpacked.json', 'unpacked'],
    ['waived.json', '--waivers', 'w.yaml', '--no-default-waivers', '--as-of', '2026-12-01', 'archive'],
    ['limits.json', '--max-entries', '300000', 'archive'],
    ['lower.json', '--max-kept-characters', '5000000', 'archive'],
  ]) {
    write(verdict ?? '', runIn(directory, ['evaluate', '--format', 'json', ...args]).stdout);
  }
  const verdict = readFileSync(join(directory, 'verdict.json'), 'utf8');
  write('forged.json', verdict.replace('"verdict": "non-compliant"', '"verdict": "compliant"'));
  write('older.json', verdict.replace(/"version": "[^"]+"/, '"version": "0.0.1"'));
  write(
    'older-forged.json',
    verdict
      .replace('"verdict": "non-compliant"', '"verdict": "compliant"')
      .replace(/"version": "[^"]+"/, '"version": "0.0.1"'),
  );
});
afterAll(() => rmSync(directory, { recursive: true }));

function verify(...args: string[]): Ended {
  return runIn(directory, ['verify', ...args]);
}

describe('scs-networking verify exits with', () => {
  test.each([
    [0, ['verdict.json', 'archive'], /^REPRODUCED: the archive gives this verdict, non-compliant, byte for byte\n/],
    [0, ['verdict.json', 'renamed'], /^REPRODUCED/],
    [0, ['older.json', 'archive'], /written by scs-networking 0\.0\.1, verified by version/],
    [0, ['unpacked.json', 'unpacked'], /^REPRODUCED/],
    [0, ['--waivers', 'w.yaml', 'waived.json', 'archive'], /^REPRODUCED: the archive gives this verdict, compliant/],
    [0, ['--max-entries', '300000', 'limits.json', 'archive'], /^REPRODUCED/],
    [0, ['--max-kept-characters', '5000000', 'lower.json', 'archive'], /Inputs +NOT THE DEFAULT ONES: --max-kept/],
    [0, ['verdict.json', 'archive'], /Inputs +the default ones/],
    [
      0,
      ['--waivers', 'w.yaml', 'waived.json', 'archive'],
      /NOT\s+THE\s+DEFAULT\s+ONES:\s+--waivers\s+w\.yaml\s+--no-default-waivers\s+--as-of\s+2026-12-01/,
    ],
    [3, ['verdict.json', 'other'], /^ANOTHER ARCHIVE/],
    [3, ['verdict.json', 'text'], /^ANOTHER ARCHIVE/],
    [3, ['waived.json', 'other'], /^ANOTHER ARCHIVE/],
    [3, ['verdict.json', 'unpacked'], /^ANOTHER ARCHIVE/],
    [3, ['forged.json', 'archive'], /^NOT REPRODUCED/],
    [112, ['older-forged.json', 'archive'], /^UNDECIDED/],
  ])('%d for %j', (status, args, expected) => {
    const ended = verify(...args);
    expect({ status: ended.status, stderr: ended.stderr }).toEqual({ status, stderr: '' });
    expect(ended.stdout).toMatch(expected);
  });

  test.each([
    [['waived.json', 'archive'], /^scs-networking: waived\.json: expected the files of waivers .* w\.yaml/],
    [['--waivers', 'changed.yaml', 'waived.json', 'archive'], /found changed\.yaml \(SHA-256/],
    [['--waivers', 'w.yaml', 'verdict.json', 'archive'], /and no others, found w\.yaml/],
    [['--waivers', 'not-there.yaml', 'waived.json', 'archive'], /not-there\.yaml: expected a file of waivers/],
    [['limits.json', 'archive'], /allow it with --max-entries 300000/],
    [['lower.json', 'archive'], /expected the default limits, .*allow it with --max-kept-characters 5000000/],
    [['not-there.json', 'archive'], /not-there\.json: expected a verdict, found no such file/],
    [['verdict.json', 'not-there'], /^scs-networking: not-there: expected an archive, found no such file\n/],
    [['archive', 'verdict.json'], /^scs-networking: archive: expected text in UTF-8/],
    [['verdict.json'], /missing required argument 'archive'/],
  ])('2 for %j, and says why', (args, expected) => {
    const { status, stdout, stderr } = verify(...args);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toMatch(expected);
  });
});

test('scs-networking verify reads the archive from standard input', () => {
  const ended = runIn(directory, ['verify', 'verdict.json', '-'], packed(failing));
  expect({ status: ended.status, stderr: ended.stderr }).toEqual({ status: 0, stderr: '' });
});
