import { expect, test } from '@jest/globals';
import { checkDefinitions } from '../../../../results-parsers/checks/registry.ts';
import { leftBehind, namespacesOf } from '../../shared/left-behind.ts';
import { testRuns } from '../../shared/test-runs.ts';
import { outcomeOf, specsWith } from '../../sonobuoy/seen-verdict.ts';
import { COUNTS, HAS_SCTP, WITHOUT_SCTP } from '../../sonobuoy/specs-to-run.ts';

/** The checks that run by default. */
const USUAL = checkDefinitions.filter(({ onRequest }) => !onRequest).map(({ id }) => id);

const MINUTES = 60_000;

const runs = testRuns('enforcing');

test(
  'a run with every check is compliant, answers every clause, and leaves nothing in the cluster',
  async () => {
    const before = await namespacesOf(runs.access());
    const verdict = await runs.play('whole-run', {
      settings: HAS_SCTP ? WITHOUT_SCTP : {},
    });
    expect(verdict.verdict).toBe('compliant');
    expect(specsWith(verdict, 'passed')).toHaveLength(COUNTS.passing);
    expect(verdict.clauses.map(({ id }) => [id, outcomeOf(verdict, id)])).toEqual([
      ['network-policy', 'satisfied'],
      ['admin-network-policy', 'not-satisfied'],
      ['ingress', 'not-satisfied'],
      ['default-restrictions', 'not-satisfied'],
    ]);
    expect(verdict.checks.map(({ id }) => id).sort()).toEqual(USUAL.toSorted());
    expect(verdict.checks.filter(({ answer }) => answer === 'unknown')).toEqual([]);
    expect(await leftBehind(runs.access(), before)).toEqual([]);
  },
  30 * MINUTES,
);
