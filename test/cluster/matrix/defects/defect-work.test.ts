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

describe('the work of the matrix of defects', () => {
  test('is all defects at first, on two clusters, the first of which has one node', () => {
    expect(defectWork(EMPTY, undefined).map(({ cluster }) => cluster)).toEqual([{}, { nodes: 2, ipFamily: 'dual' }]);
    expect(namesOf(EMPTY)).toEqual(
      expect.arrayContaining(['scenarios: ignores egress', 'upstream: ignores egress', 'samples: ignores egress']),
    );
  });

  test('is only what is missing, once there are results', () => {
    const table = withSeen(EMPTY, { defect: 'ignores egress', scenarios });
    expect(namesOf(table).filter((name) => name.endsWith(': ignores egress'))).toEqual([
      'samples: ignores egress',
      'upstream: ignores egress',
    ]);
  });

  test('is what the given words name, even if there are results', () => {
    const table = withSeen(EMPTY, { defect: 'ignores egress', scenarios });
    expect(namesOf(table, ['scenarios: ignores egress'])).toEqual(['scenarios: ignores egress']);
  });

  test('needs one run of all specs for the defects that should not show in any spec', () => {
    expect(namesOf(EMPTY, ['reads fifteen ports']).toSorted()).toEqual([
      'samples: reads fifteen ports of a rule',
      'scenarios: reads fifteen ports of a rule',
      'upstream: 1 defects that its specs cannot show',
    ]);
  });
});

test('later results replace earlier ones of the same part, and nothing else', () => {
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
