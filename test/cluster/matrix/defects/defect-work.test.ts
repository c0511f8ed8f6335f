import { describe, expect, test } from '@jest/globals';
import type { DefectRow, DefectTable } from './defect-table.ts';
import { withSeen } from './defect-table.ts';
import { defectWork } from './defect-work.ts';

const EMPTY: DefectTable = { apiVersion: 'scs-networking/v1', kind: 'DefectTable', rows: [], sound: [] };

const scenarios: DefectRow['scenarios'] = {
  engine: 'an engine',
  kubernetes: 'v1.37.2',
  lies: 1,
  seconds: 100,
  nodes: 1,
  failed: ['policy-updated'],
  failedBefore: [],
  passed: 34,
  undecided: [],
  withoutOccasion: [],
  observations: '0'.repeat(64),
};

function namesOf(table: DefectTable, only?: readonly string[]): string[] {
  return defectWork(table, only).flatMap(({ jobs: { ours, upstream } }) =>
    [...ours, ...upstream].map(({ name }) => name),
  );
}

describe('what is to be seen of defects', () => {
  test('is all of them at first, on two clusters, the first of one node', () => {
    expect(defectWork(EMPTY, undefined).map(({ cluster }) => cluster)).toEqual([{}, { nodes: 2, ipFamily: 'dual' }]);
    expect(namesOf(EMPTY)).toEqual(
      expect.arrayContaining(['scenarios: ignores egress', 'upstream: ignores egress', 'samples: ignores egress']),
    );
  });

  test('is what is missing, once something was seen', () => {
    const table = withSeen(EMPTY, { defect: 'ignores egress', scenarios });
    expect(namesOf(table).filter((name) => name.endsWith(': ignores egress'))).toEqual([
      'samples: ignores egress',
      'upstream: ignores egress',
    ]);
  });

  test('is what words name, also if it was seen', () => {
    const table = withSeen(EMPTY, { defect: 'ignores egress', scenarios });
    expect(namesOf(table, ['scenarios: ignores egress'])).toEqual(['scenarios: ignores egress']);
  });

  test('joins in one run of all specs what is to show in not one of them', () => {
    expect(namesOf(EMPTY, ['reads fifteen ports']).toSorted()).toEqual([
      'samples: reads fifteen ports of a rule',
      'scenarios: reads fifteen ports of a rule',
      'upstream: 1 defects that give its specs no occasion',
    ]);
  });
});

test('what is seen later takes the place of the same that was seen before, and of nothing else', () => {
  const before = withSeen(EMPTY, { defect: 'ignores egress', scenarios });
  const { rows } = withSeen(withSeen(before, { defect: 'enforces nothing', scenarios }), {
    defect: 'ignores egress',
    scenarios: { ...scenarios, failed: [] },
  });
  expect(rows.map(({ defect, scenarios: seen }) => [defect, seen?.failed])).toEqual([
    ['enforces nothing', ['policy-updated']],
    ['ignores egress', []],
  ]);
});
