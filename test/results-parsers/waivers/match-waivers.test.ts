import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { CniName } from '../../../results-parsers/cluster/cni/cni-table.ts';
import {
  matchWaivers,
  OutcomeBeforeWaivers,
  type RequiredOutcome,
  WaiverReport,
} from '../../../results-parsers/waivers/match-waivers.ts';
import type { Waiver } from '../../../results-parsers/waivers/waiver.ts';
import type { WaiverContext } from '../../../results-parsers/waivers/waiver-context.ts';
import { waiver } from './building.ts';

const context: WaiverContext = { kubernetes: '1.36', cni: null, day: '2026-11-22' };

const ended = (outcomes: Record<string, OutcomeBeforeWaivers>): RequiredOutcome[] =>
  Object.entries(outcomes).map(([name, outcome]) => ({ name, outcome }));

describe('a spec that a fitting waiver names', () => {
  test.each<[OutcomeBeforeWaivers, boolean]>([
    ['passed', false],
    ['flaky', false],
    ['failed', true],
    ['skipped', true],
    ['missing', false],
    ['timed-out', false],
    ['interrupted', false],
  ])('and that is %s is exempted: %p', (outcome, exempted) => {
    const { reports, waivedBy } = matchWaivers([waiver()], context, ended({ 'spec a': outcome }));
    expect(waivedBy.get('spec a')).toEqual(exempted ? ['w'] : undefined);
    expect(reports).toMatchObject([
      { specs: [{ name: 'spec a', outcome, exempted }], status: exempted ? 'applied' : 'unused' },
    ]);
  });
});

describe('a waiver is reported as', () => {
  const both = waiver({ specs: ['spec a', 'spec b'] });
  test.each<[string, Waiver, Record<string, OutcomeBeforeWaivers>, string, string]>([
    [
      'applied',
      both,
      { 'spec a': 'failed', 'spec b': 'passed' },
      'applied',
      'it names 2 required specs (1 passed, 1 failed)',
    ],
    ['applied to a skipped spec', both, { 'spec a': 'skipped' }, 'applied', 'it names 1 required spec (1 skipped)'],
    [
      'unused because all passed',
      both,
      { 'spec a': 'passed', 'spec b': 'passed' },
      'unused',
      'every required spec that it names passed (2): it is not needed any more',
    ],
    [
      'unused because no spec that it names is required',
      both,
      { 'spec c': 'failed' },
      'unused',
      'no required spec is named by it',
    ],
    [
      'unused because it cannot exempt a missing spec',
      both,
      { 'spec a': 'missing', 'spec b': 'passed' },
      'unused',
      'it names 2 required specs (1 passed, 1 missing)',
    ],
    [
      'not fitting, with all reasons',
      waiver({ kubernetes: { from: null, below: '1.30' }, expires: '2026-11-21' }),
      { 'spec a': 'failed' },
      'not-fitting',
      "it is for Kubernetes below 1.30, but the cluster's version is 1.36; it was in force until 2026-11-21, and is judged on 2026-11-22",
    ],
  ])('%s', (_what, given, outcomes, status, why) => {
    const { reports } = matchWaivers([given], context, ended(outcomes));
    expect(reports).toMatchObject([{ status, why }]);
  });

  test('all its own fields', () => {
    const { reports } = matchWaivers([both], context, ended({ 'spec a': 'failed' }));
    expect(reports).toEqual([
      {
        ...both,
        specs: [
          { name: 'spec a', outcome: 'failed', exempted: true },
          { name: 'spec b', outcome: null, exempted: false },
        ],
        status: 'applied',
        why: 'it names 1 required spec (1 failed)',
      },
    ]);
  });
});

describe('if several waivers name the same spec', () => {
  const unscoped = waiver({ id: 'a', pattern: 'spec' });
  const first = waiver({ id: 'b' });
  const second = waiver({ id: 'c' });
  const expired = waiver({ id: 'd', expires: '2020-01-01' });
  const failed = ended({ 'spec a': 'failed' });

  test.each([
    ['in one order', [unscoped, first, second, expired]],
    ['in another', [expired, second, first, unscoped]],
  ])('the ones with a scope come first, then those without, each by id, and all are reported, %s', (_what, waivers) => {
    const { reports, waivedBy } = matchWaivers(waivers, context, failed);
    expect(waivedBy).toEqual(new Map([['spec a', ['b', 'c', 'a']]]));
    expect(reports.map(({ id, status }) => [id, status])).toEqual([
      ['a', 'applied'],
      ['b', 'applied'],
      ['c', 'applied'],
      ['d', 'not-fitting'],
    ]);
  });
});

const names = ['spec a', 'spec b', 'spec c', 'spec d'];
const version = fc.constantFrom('1.29', '1.30', '1.36', '1.36.1', 'odd');
const range = fc.record({ from: fc.option(version), below: fc.option(version) });
const day = fc
  .date({ min: new Date('2020-01-01'), max: new Date('2035-01-01'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));

const anyWaiver: fc.Arbitrary<Waiver> = fc.record({
  id: fc.stringMatching(/^[a-z]{8}$/),
  source: fc.constant('waivers.yaml'),
  specs: fc.subarray(names, { minLength: 1 }),
  pattern: fc.option(fc.constant('spec')),
  kubernetes: fc.option(range),
  cni: fc.option(fc.record({ name: fc.constantFrom(...CniName.options), version: fc.option(range) })),
  reason: fc.string(),
  link: fc.constant('https://example.org'),
  owner: fc.string(),
  expires: fc.option(day),
});

const anyContext: fc.Arbitrary<WaiverContext> = fc.record({
  kubernetes: fc.option(version),
  cni: fc.option(fc.record({ name: fc.constantFrom(...CniName.options), version: fc.option(version) })),
  day: fc.option(day),
});

const anyOutcomes: fc.Arbitrary<RequiredOutcome[]> = fc
  .tuple(fc.subarray(names), fc.infiniteStream(fc.constantFrom(...OutcomeBeforeWaivers.options)))
  .map(([required, stream]) => required.map((name) => ({ name, outcome: stream.next().value ?? 'missing' })));

const anyMatch = fc.tuple(
  fc.uniqueArray(anyWaiver, { selector: ({ id }) => id, maxLength: 5 }),
  anyContext,
  anyOutcomes,
);

describe('for any waivers, cluster and results', () => {
  test('a spec is exempted only if a waiver names it, and only if it failed or was skipped', () => {
    fc.assert(
      fc.property(anyMatch, ([waivers, known, required]) => {
        for (const [name, ids] of matchWaivers(waivers, known, required).waivedBy) {
          expect(ids.length).toBeGreaterThan(0);
          for (const id of ids) expect(waivers.find((one) => one.id === id)?.specs).toContain(name);
          expect(['failed', 'skipped']).toContain(required.find((spec) => spec.name === name)?.outcome);
        }
      }),
    );
  });

  test('no waiver applies after its last day, or on an unknown day', () => {
    fc.assert(
      fc.property(anyMatch, ([waivers, known, required]) => {
        for (const { status, expires } of matchWaivers(waivers, known, required).reports) {
          const over = expires !== null && (known.day === null || known.day > expires);
          if (over) expect(status).toBe('not-fitting');
        }
      }),
    );
  });

  test('no waiver with a condition applies if the subject of the condition is not known', () => {
    fc.assert(
      fc.property(anyMatch, ([waivers, known, required]) => {
        for (const { status, kubernetes, cni } of matchWaivers(waivers, known, required).reports) {
          const doubtful = (kubernetes !== null && known.kubernetes === null) || (cni !== null && known.cni === null);
          if (doubtful) expect(status).toBe('not-fitting');
        }
      }),
    );
  });

  test('each waiver is reported once, and the order of the waivers does not matter', () => {
    fc.assert(
      fc.property(anyMatch, ([waivers, known, required]) => {
        const match = matchWaivers(waivers, known, required);
        expect(match.reports.map(({ id }) => id)).toEqual(waivers.map(({ id }) => id).sort());
        expect(match.reports).toEqual(match.reports.map((report) => WaiverReport.parse(report)));
        expect(matchWaivers([...waivers].reverse(), known, [...required].reverse())).toEqual(match);
      }),
    );
  });
});
