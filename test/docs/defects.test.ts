import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { readTable } from '../cluster/matrix/defects/kept-table.ts';
import { SOUND } from '../results-parsers/policy-model/defects/model-defect.ts';
import { modelDefects } from '../results-parsers/policy-model/defects/model-defects.ts';
import { differences } from './defect-differences.ts';
import { defectsPage } from './defects-page.ts';
import { readRealDefects } from './real-defects.ts';
import { isSeenByOurs } from './real-defects-section.ts';
import { SEEDS, type SimulatedDefect, simulatedDefect } from './simulated-defects.ts';
import { isFoundAlways } from './simulated-defects-section.ts';
import { soundRemarks } from './sound-engines-section.ts';

const PAGE = join(import.meta.dirname, '../../docs/defects.md');
const rows: SimulatedDefect[] = [];

beforeAll(async () => {
  for (const defect of modelDefects) rows.push(await simulatedDefect(defect));
}, 120_000);

describe('the page of defects', () => {
  test('is generated from the results, with no cell written by hand', async () => {
    const page = defectsPage(await readRealDefects(), (await readTable()).sound, rows);
    if (process.env['UPDATE_GOLDEN'] === '1') await writeFile(PAGE, page);
    expect(await readFile(PAGE, 'utf8')).toBe(page);
  });

  test('has no result for a sound engine', async () => {
    const { upstream, scenarios, states } = await simulatedDefect(SOUND);
    expect([upstream, scenarios, states]).toEqual([0, [], SEEDS.map(() => null)]);
  });
});

describe('defects of an engine on a cluster', () => {
  test('are explained if they differ from simulation, or if no check of ours noticed them', async () => {
    const unexplained = (await readRealDefects()).filter(
      (row) =>
        row.explanation === null &&
        (row.otherwise.length > 0 || (row.defect !== SOUND.name && row.scenarios !== undefined && !isSeenByOurs(row))),
    );
    expect(unexplained.map(({ defect, otherwise }) => [defect, otherwise])).toEqual([]);
  });

  test('are not explained if there is nothing to explain', async () => {
    const seen = (await readRealDefects()).map(({ defect }) => defect);
    expect(Object.keys(differences).filter((defect) => !seen.includes(defect))).toEqual([]);
  });

  test('do not show on a sound engine', async () => {
    const sound = (await readRealDefects()).find(({ defect }) => defect === SOUND.name);
    expect(sound?.samples?.answer ?? 'yes').toBe('yes');
    expect(sound === undefined || isSeenByOurs(sound)).toBe(false);
  });
});

test('a scenario that failed on an engine without a defect of ours is explained', async () => {
  const { sound } = await readTable();
  const unexplained = sound.flatMap((run) => soundRemarks(run).filter(({ why }) => why === null));
  expect(unexplained).toEqual([]);
});

describe('drawn policies', () => {
  test('show at least forty defects with each seed, within the time of the check, although they were not made for them', () => {
    expect(rows.filter(isFoundAlways).length).toBeGreaterThanOrEqual(40);
  });

  test('show every defect with one of the seeds, except those about sidecars and addresses that are not pods', () => {
    expect(rows.filter(({ states }) => states.every((each) => each === null)).map(({ defect }) => defect.name)).toEqual(
      [
        // The check that draws policies stops at the first difference, which this would always be on many engines.
        'does not know the names of ports of sidecars',
        'lets egress by a namespaceSelector with NotIn out to what is no pod',
        'lets what goes to other nodes and outside pass',
      ],
    );
  });

  test('are narrowed down to at most two policies', () => {
    for (const { smallest } of rows) {
      for (const { policies } of smallest) expect(policies.length).toBeLessThanOrEqual(2);
    }
  });
});
