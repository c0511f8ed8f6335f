import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { SOUND } from '../results-parsers/policy-model/defects/model-defect.ts';
import { modelDefects } from '../results-parsers/policy-model/defects/model-defects.ts';
import { defectsPage, isFoundAlways } from './defects-page.ts';
import { SEEDS, type SimulatedDefect, simulatedDefect } from './simulated-defects.ts';

const PAGE = join(import.meta.dirname, '../../docs/defects.md');
const rows: SimulatedDefect[] = [];

beforeAll(async () => {
  for (const defect of modelDefects) rows.push(await simulatedDefect(defect));
}, 120_000);

describe('the page of simulated defects', () => {
  test('is as they are seen, so that no cell is made by hand', async () => {
    const page = defectsPage(rows);
    if (process.env['UPDATE_GOLDEN'] === '1') await writeFile(PAGE, page);
    expect(await readFile(PAGE, 'utf8')).toBe(page);
  });

  test('has no row of which a sound engine would be blamed', async () => {
    const { upstream, scenarios, states } = await simulatedDefect(SOUND);
    expect([upstream, scenarios, states]).toEqual([0, [], SEEDS.map(() => null)]);
  });
});

describe('policies that are drawn', () => {
  test('show at least forty defects with each seed in the time that the check has, without being told of them', () => {
    expect(rows.filter(isFoundAlways).length).toBeGreaterThanOrEqual(40);
  });

  test('show all defects with one seed or another, but for those of what is no pod', () => {
    expect(rows.filter(({ states }) => states.every((each) => each === null)).map(({ defect }) => defect.name)).toEqual(
      [
        'lets egress by a namespaceSelector with NotIn out to what is no pod',
        'lets what goes to other nodes and outside pass',
      ],
    );
  });

  test('are narrowed down to two policies at most', () => {
    for (const { smallest } of rows) {
      for (const { policies } of smallest) expect(policies.length).toBeLessThanOrEqual(2);
    }
  });
});
