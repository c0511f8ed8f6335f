import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { questions } from '../../results-parsers/checks/ingress-controller/behaviours.ts';
import { Verdict } from '../../results-parsers/index.ts';
import { controllerVersion } from '../cluster/builds/ingress-controllers.ts';
import { controllerNames, controllersOf } from '../cluster/matrix/controllers/controller-configurations.ts';
import { controllerRowOf } from '../cluster/matrix/controllers/controller-row.ts';
import { ControllerTable, rowName, withRow } from '../cluster/matrix/controllers/controller-table.ts';
import { controllerTablePage } from '../cluster/matrix/controllers/controller-table-page.ts';

const ROOT = join(import.meta.dirname, '../..');
const read = (path: string): Promise<string> => readFile(join(ROOT, path), 'utf8');
const table = ControllerTable.parse(JSON.parse(await read('docs/ingress-controllers.json')));
const PREFIX_BEFORE_EXACT =
  'A request for http://paths.example.invalid/both should be answered by the backend one, found an answer of the backend two.';
const BY_CHARACTERS =
  'A request for http://paths.example.invalid/prefixmore should be answered by no backend, found an answer of the backend two; a request for http://paths.example.invalid/trail should be answered by the backend two, found HTTP 404.';

/** The answers that differ from the API, by the question's id. */
const wrongIn = (name: string): Record<string, string> => {
  const row = table.rows.find((each) => rowName(each) === name);
  if (row === undefined) throw new Error(`expected a row for ${name} in docs/ingress-controllers.json, found none`);
  return Object.fromEntries(row.parts.filter(({ answer }) => answer !== 'yes').map(({ id, text }) => [id, text]));
};

describe('the table of Ingress controllers', () => {
  test('is generated from its data, with no cell written by hand', async () => {
    expect(await read('docs/ingress-controllers.md')).toBe(controllerTablePage(table));
  });

  test('has rows for exactly the controllers that can be run, in their pinned versions', async () => {
    expect(table.rows.map(rowName)).toEqual([...controllerNames].sort());
    const pinned = new Map<string, string>();
    for (const { controller } of controllersOf(undefined)) pinned.set(controller, await controllerVersion(controller));
    for (const { controller, release } of table.rows)
      expect([controller, release]).toEqual([controller, pinned.get(controller)]);
  });

  test('has every question of the check in each row, and the same version of Kubernetes in all rows', () => {
    for (const { parts } of table.rows) expect(parts.map(({ id }) => id)).toEqual(Object.keys(questions));
    expect(new Set(table.rows.map(({ kubernetes }) => kubernetes)).size).toBe(1);
  });

  test('shows the clause as satisfied if and only if all is as the API specifies', () => {
    for (const row of table.rows) {
      const isRight = Object.keys(wrongIn(rowName(row))).length === 0;
      expect([rowName(row), row.outcome]).toEqual([rowName(row), isRight ? 'satisfied' : 'partly-satisfied']);
    }
  });
});

describe('the page is right about', () => {
  test('haproxy-ingress: all is as the API specifies', () => {
    expect(wrongIn('haproxy')).toEqual({});
  });

  test('Traefik: Prefix comes before Exact, and prefixes are compared by characters unless an option changes it', () => {
    expect(wrongIn('traefik')).toEqual({ exact: PREFIX_BEFORE_EXACT, prefix: BY_CHARACTERS });
    expect(wrongIn('traefik providers.kubernetesingress.strictprefixmatching=true')).toEqual({
      exact: PREFIX_BEFORE_EXACT,
    });
  });

  test('skipper: no rules for wildcard hosts, and by chance Prefix before Exact', () => {
    const { hosts, exact = PREFIX_BEFORE_EXACT, ...others } = wrongIn('skipper');
    expect(hosts).toMatch(/^A request for http:\/\/a\.wild\.example\.invalid\/ should be answered by the backend two/);
    expect([exact, others]).toEqual([PREFIX_BEFORE_EXACT, {}]);
  });
});

describe('the row of a run', () => {
  test('has the answers of the check without details of the single run, and replaces the earlier row', async () => {
    const verdict = Verdict.parse(JSON.parse(await read('test/fixtures/ingress-works.verdict.json')));
    const row = await controllerRowOf({ controller: 'haproxy', as: 'default' }, verdict);
    expect(row).toMatchObject({ outcome: 'satisfied', options: [], kubernetes: verdict.subject.serverVersion });
    expect(row.parts.find(({ id }) => id === 'address')?.text).toMatch(/^It reported [\d.]+\.$/);
    const before = { ...row, kubernetes: 'v1.0.0' };
    const empty: ControllerTable = { apiVersion: 'scs-networking/v1', kind: 'ControllerTable', rows: [] };
    expect(withRow(withRow(empty, before), row).rows).toEqual([row]);
  });
});
