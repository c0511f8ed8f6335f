import { expect, test } from '@jest/globals';
import { RunRecord } from '../../../../results-parsers/documents/run-record/run-record.ts';
import type { Verdict } from '../../../../results-parsers/index.ts';
import { evaluateFiles } from '../../building/evaluate.ts';
import { OWN_RESULTS, ownArchive } from '../../building/sonobuoy.ts';

/** The verdict on a run that was asked for these checks, without any observations of checks. */
async function verdictWith(checks: string | null): Promise<Verdict> {
  const files = ownArchive();
  const path = `${OWN_RESULTS}run-record.json`;
  const record = RunRecord.parse(JSON.parse(files.get(path)?.toString() ?? ''));
  files.set(path, JSON.stringify({ ...record, settings: { ...record.settings, checks } }));
  return await evaluateFiles(files);
}

function others({ clauses }: Verdict): [string, string, string | undefined][] {
  return clauses
    .filter(({ level }) => level !== 'MUST')
    .map(({ id, outcome, findings: [first] }) => [id, outcome, first?.code]);
}

const [OUT, GONE] = ['checks-left-out', 'no-checks'];

test.each([
  ['must', [OUT, OUT, GONE]],
  ['none', [OUT, OUT, OUT]],
  ['ingress-controller', [OUT, GONE, OUT]],
  ['admin-network-policy', [GONE, OUT, OUT]],
  ['network-policy-beyond-upstream', [OUT, OUT, OUT]],
  ['all', [GONE, GONE, GONE]],
  [null, [GONE, GONE, GONE]],
])('after a run with SCS_CHECKS=%s, the clauses without checks have the findings %j', async (checks, codes) => {
  const verdict = await verdictWith(checks);
  expect(others(verdict)).toEqual(
    ['admin-network-policy', 'ingress', 'default-restrictions'].map((id, index) => [id, 'undetermined', codes[index]]),
  );
});

test('a run that leaves clauses out gets the same verdict, with the reason why they have no answer', async () => {
  const [must, all] = [await verdictWith('must'), await verdictWith('all')];
  expect(must.verdict).toBe('compliant');
  expect(must.clauses[0]).toEqual(all.clauses[0]);
  expect(must.clauses.find(({ id }) => id === 'ingress')?.findings[0]?.text).toBe(
    'Not checked, because the run was asked to leave it out (SCS_CHECKS=must).',
  );
});
