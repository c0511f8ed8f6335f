import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { checkDefinitions } from '../../../results-parsers/checks/registry.ts';
import { ChecksDocument } from '../../../results-parsers/documents/checks/checks-document.ts';
import { clauses } from '../../../results-parsers/standard/clauses.ts';
import { allChecks } from '../../../src/checks/all-checks.ts';
import { runIn } from './command-line.ts';

const PAGE = join(import.meta.dirname, '../../../docs/checks.md');

describe('scs-networking checks', () => {
  test('prints every check for people', () => {
    const { status, stdout, stderr } = runIn('.', ['checks']);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    for (const { id } of checkDefinitions) expect(stdout).toContain(`\n  ${id}`);
    expect(stdout.split('\n').filter((line) => line.length > 80)).toEqual([]);
  });

  test('prints them as JSON', () => {
    const { stdout } = runIn('.', ['checks', '--format', 'json']);
    expect(ChecksDocument.parse(JSON.parse(stdout)).checks).toEqual(checkDefinitions);
  });

  // UPDATE_GOLDEN=1 rewrites the page.
  test('prints the page in docs/', async () => {
    const { stdout } = runIn('.', ['checks', '--format', 'markdown']);
    if (process.env['UPDATE_GOLDEN'] === '1') await writeFile(PAGE, stdout);
    expect(await readFile(PAGE, 'utf8')).toBe(stdout);
  });
});

describe('the definitions of the checks', () => {
  test('are those of the checks that run, in their order', () => {
    expect(allChecks.map(({ definition }) => definition)).toEqual(checkDefinitions);
  });

  test('have unique ids, not one of which is the id of a clause with other checks', () => {
    const ids = checkDefinitions.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });

  test.each(checkDefinitions.map((definition) => [definition.id, definition] as const))(
    '%s has the level of its clause, and is complete',
    (_, definition) => {
      const clause = clauses.find(({ id }) => id === definition.clause);
      expect([clause?.level, 'advisory']).toContain(definition.level);
      expect(definition.question).toMatch(/\?$/);
      for (const text of [definition.motivation, definition.remediation, ...definition.does, ...definition.needs]) {
        expect(text).toMatch(/^\S.*\.$/);
      }
      expect(definition.does.length).toBeGreaterThan(0);
    },
  );
});
