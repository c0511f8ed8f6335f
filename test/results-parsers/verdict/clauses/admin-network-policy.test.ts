import { describe, expect, test } from '@jest/globals';
import type { CheckObservations } from '../../../../results-parsers/documents/checks/check-observations.ts';
import type { ClauseVerdict, DeclarationSet, Verdict } from '../../../../results-parsers/index.ts';
import { archiveWithChecks } from '../../building/checks.ts';
import { evaluateFiles } from '../../building/evaluate.ts';
import { ownArchive } from '../../building/sonobuoy.ts';
import { latest, older, tiers, unenforced } from '../../checks/admin-tiers/building.ts';

const partly = tiers({ 'admin-pass-denied': 'open' });
const broken = unenforced('open');
const nothing = unenforced('blocked');

function clauseOf(verdict: Verdict): ClauseVerdict | undefined {
  return verdict.clauses.find(({ id }) => id === 'admin-network-policy');
}

describe('the clause on admin network policies', () => {
  // S1 to S7 are the possible states of a cluster.
  const cases: [string, CheckObservations[], string, string[]][] = [
    ['S1, the latest version enforced', [latest(tiers()), older(null)], 'satisfied', ['admin-policies-enforced']],
    ['S1 beside an older version', [latest(tiers()), older(tiers())], 'satisfied', ['admin-policies-enforced']],
    [
      'S1 with a warning of an older version that does nothing',
      [latest(tiers()), older(nothing)],
      'satisfied',
      ['admin-policies-enforced', 'admin-policies-not-enforced'],
    ],
    [
      'S2, an older version enforced',
      [latest(null), older(tiers())],
      'satisfied',
      ['admin-policies-enforced', 'admin-policies-superseded'],
    ],
    [
      'S2 with a warning of the latest version that does nothing',
      [latest(nothing), older(tiers())],
      'satisfied',
      ['admin-policies-enforced', 'admin-policies-superseded', 'admin-policies-not-enforced'],
    ],
    ['S3, partly enforced', [latest(partly), older(null)], 'partly-satisfied', ['admin-policies-partly-enforced']],
    ['S4, present and not enforced', [latest(nothing), older(null)], 'not-satisfied', ['admin-policies-not-enforced']],
    ['S6, absent', [latest(null), older(null)], 'not-satisfied', ['admin-policies-absent']],
    ['S7, not known', [latest(broken), older(null)], 'undetermined', ['check-undecided']],
    [
      'S7 with a warning of another version',
      [latest(broken), older(nothing)],
      'undetermined',
      ['check-undecided', 'admin-policies-not-enforced'],
    ],
    ['absent, by the only check that ran', [latest(null)], 'undetermined', ['check-undecided']],
  ];
  test.each(cases)('%s', async (_, observations, outcome, codes) => {
    const verdict = await evaluateFiles(archiveWithChecks(observations));
    expect(clauseOf(verdict)?.outcome).toBe(outcome);
    expect(clauseOf(verdict)?.findings.map(({ code }) => code)).toEqual(codes);
    expect(verdict.verdict).toBe('compliant');
  });

  test('warns of policies that do nothing as a security matter', async () => {
    const verdict = await evaluateFiles(archiveWithChecks([latest(nothing), older(null)]));
    expect(clauseOf(verdict)?.findings[0]?.text).toMatch(/^SECURITY: .*believes they are protected, and is not\.$/);
  });
});

describe('a declaration of the provider', () => {
  const declarations: DeclarationSet = {
    source: 'declarations.yaml',
    sha256: 'a'.repeat(64),
    declarations: [
      {
        clause: 'admin-network-policy',
        statement: 'We are working on it.',
        link: 'https://example.org/plan',
        owner: 'Example Cloud',
        declared: '2026-11-01',
        expires: '2026-11-30',
      },
    ],
  };
  const absent = archiveWithChecks([latest(null), older(null)]);

  test('makes the clause declared if the API is absent, and is shown as a declaration', async () => {
    const verdict = await evaluateFiles(absent, undefined, { declarations });
    expect(clauseOf(verdict)?.outcome).toBe('declared');
    expect(clauseOf(verdict)?.findings.map(({ code }) => code)).toEqual(['clause-declared', 'admin-policies-absent']);
    expect(clauseOf(verdict)?.findings[0]?.text).toBe(
      `This is the provider's word; no test of a cluster can prove it. Example Cloud declared on 2026-11-01: "We are working on it." (https://example.org/plan; in force until 2026-11-30)`,
    );
    expect(verdict.inputs.declarations).toEqual({ source: 'declarations.yaml', sha256: 'a'.repeat(64) });
    expect(verdict.verdict).toBe('compliant');
  });

  test('does not suppress the warning of policies that do nothing', async () => {
    const verdict = await evaluateFiles(archiveWithChecks([latest(nothing), older(null)]), undefined, { declarations });
    expect(clauseOf(verdict)?.outcome).toBe('declared');
    expect(clauseOf(verdict)?.findings.map(({ code }) => code)).toEqual([
      'clause-declared',
      'admin-policies-not-enforced',
    ]);
  });

  test.each([
    ['2026-10-31', 'before it was made'],
    ['2026-12-01', 'after its end'],
  ])('changes nothing on %s, %s', async (asOf) => {
    const verdict = await evaluateFiles(absent, undefined, { declarations, asOf });
    expect(clauseOf(verdict)?.outcome).toBe('not-satisfied');
    expect(clauseOf(verdict)?.findings.map(({ code }) => code)).toEqual([
      'admin-policies-absent',
      'declaration-not-in-force',
    ]);
  });

  const unchanged: [string, Map<string, string>, string][] = [
    ['that is satisfied', archiveWithChecks([latest(tiers()), older(null)]), 'satisfied'],
    ['that is partly satisfied', archiveWithChecks([latest(partly), older(null)]), 'partly-satisfied'],
    ['that is undetermined', archiveWithChecks([latest(broken), older(null)]), 'undetermined'],
    ['that has no checks', ownArchive(), 'undetermined'],
  ];
  test.each(unchanged)('does not change a clause %s', async (_, archive, outcome) => {
    const verdict = await evaluateFiles(archive, undefined, { declarations });
    expect(clauseOf(verdict)?.outcome).toBe(outcome);
  });

  test('for another clause changes nothing', async () => {
    const [declaration] = declarations.declarations;
    const other = {
      ...declarations,
      declarations: declaration ? [{ ...declaration, clause: 'ingress' as const }] : [],
    };
    const verdict = await evaluateFiles(absent, undefined, { declarations: other });
    expect(clauseOf(verdict)?.outcome).toBe('not-satisfied');
  });
});
