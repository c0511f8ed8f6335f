import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { removeAbandoned, stagingPrefix } from '../../../../src/cli/output/abandoned-staging.ts';
import { StagingDirectory } from '../../../../src/cli/reports/staging-directory.ts';

let directory = '';
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'scs-networking-'));
});
afterAll(() => rmSync(directory, { recursive: true }));

function made(name: string, ageHours = 0): string {
  mkdirSync(join(directory, name));
  writeFileSync(join(directory, name, 'verdict.json'), '{}');
  const then = new Date(Date.now() - ageHours * 3_600_000);
  utimesSync(join(directory, name), then, then);
  return name;
}

const staying = (): string[] => readdirSync(directory).sort();

test('files that a killed call had staged are removed by the next call, and nothing that may belong to another one', () => {
  const { pid } = spawnSync('true');
  const prefix = stagingPrefix();
  made(`${prefix.replace(`-${process.pid}-`, `-${pid}-`)}AbCd12`);
  made('.scs-networking-0a1b2c3d-17-AbCd12', 25);
  made('.scs-networking-XyZ012', 25);
  const others = [
    made(`${prefix}AbCd12`),
    made('.scs-networking-0a1b2c3d-17-EfGh34', 23),
    made('.scs-networking-notes-of-mine', 1000),
    made('reports', 1000),
  ];
  removeAbandoned(directory);
  expect(staying()).toEqual(others.sort());
  new StagingDirectory(directory).discard();
  expect(staying()).toEqual(others);
});

test('a directory that does not exist is not an error', () => {
  expect(() => removeAbandoned(join(directory, 'not-there'))).not.toThrow();
});
