import { afterAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  defaultWaivers,
  ScsNetworkingError,
  type Verdict,
  type Waiver,
  type WaiverSet,
} from '../../results-parsers/index.ts';
import { evaluateBytes } from './building/evaluate.ts';
import { allBlocked, allOpen, failedByMatrix, isolated } from './building/failures.ts';
import { flannelArchive } from './building/flannel.ts';
import { type Mutant, mutantsOf, packed } from './building/mutations.ts';
import { networkPluginMutantsOf, recordedPluginMutantsOf } from './building/network-plugin-mutations.ts';
import { builtOriginal, type Original, recordedOriginal, thinned } from './building/originals.ts';
import { ciliumFiles, ownArchive, requiredCases, upstreamArchive } from './building/sonobuoy.ts';
import { Tally } from './building/tally.ts';
import { waiver } from './waivers/building.ts';

/** A busy machine takes long for hundreds of mutants. */
const MILLISECONDS = 300_000;
/** The same mutants every time, on any machine. */
const SEED = 20_261_124;

const tally = new Tally();

afterAll(() => {
  process.stderr.write(`\n${tally}\n`);
});

/** @returns null if the mutant cannot be read */
async function verdictOn(mutant: Mutant, waivers: readonly WaiverSet[]): Promise<Verdict | null> {
  try {
    const verdict = await evaluateBytes(mutant.bytes, undefined, { waivers });
    tally.add(mutant, verdict);
    return verdict;
  } catch (error) {
    expect(error).toBeInstanceOf(ScsNetworkingError);
    tally.add(mutant, null);
    return null;
  }
}

async function forAll(mutants: fc.Arbitrary<Mutant>, numRuns: number, check: (mutant: Mutant) => Promise<void>) {
  await fc.assert(fc.asyncProperty(mutants, check), { numRuns, seed: SEED });
}

const specs = requiredCases().map(({ name }) => name);

function forEverySpec(change: Partial<Waiver>): WaiverSet {
  return { source: 'waivers.yaml', sha256: '0'.repeat(64), waivers: [waiver({ specs, ...change })] };
}

/** Waivers that do not fit the archive, each because of one condition. */
const doesNotFit: [what: string, waivers: WaiverSet][] = [
  ['a network plugin, while the archive shows none', forEverySpec({ cni: { name: 'cilium', version: null } })],
  ['another Kubernetes version', forEverySpec({ kubernetes: { from: null, below: '1.36' } })],
  ['a day before the run', forEverySpec({ expires: '2026-11-21' })],
];

const needsSctp = (name: string): boolean => name.includes('SCTPConnectivity');

describe('no built archive that lost evidence for a pass is ever compliant', () => {
  const upstream = builtOriginal(upstreamArchive());
  const own = builtOriginal(ownArchive());

  test.each<[what: string, original: Original, waivers: WaiverSet[], runs: number]>([
    ['of the upstream plugin, without waivers', upstream, [], 300],
    ['of our plugin, without waivers', own, [], 300],
    ...doesNotFit.map(([what, set]): [string, Original, WaiverSet[], number] => [
      `with waivers for ${what}`,
      own,
      [set],
      100,
    ]),
  ])('%s', async (_what, original, waivers, numRuns) => {
    await forAll(mutantsOf(original), numRuns, async (mutant) => {
      const verdict = await verdictOn(mutant, waivers);
      if (mutant.lost !== null) expect(verdict?.verdict).not.toBe('compliant');
    });
  });

  test.each<[what: string, waivers: WaiverSet, waived: (name: string) => boolean]>([
    ['with the default waivers', defaultWaivers, needsSctp],
    ['with a waiver for every spec', forEverySpec({}), () => true],
  ])(
    '%s, unless it lost only the pass of a waived spec, which the verdict then names as waived',
    async (_what, waivers, waived) => {
      await forAll(mutantsOf(upstream, waived), 300, async (mutant) => {
        const verdict = await verdictOn(mutant, [waivers]);
        if (mutant.lost !== null) expect(verdict?.verdict).not.toBe('compliant');
        if (verdict?.verdict !== 'compliant' || mutant.mutation !== 'spec not passed') return;
        expect(verdict.summary).toMatchObject({ required: 50, passed: 49, waived: 1 });
        const [exempted] = verdict.specs.filter(({ outcome }) => outcome === 'waived');
        expect(['failed', 'skipped']).toContain(exempted?.outcomeBeforeWaivers);
        expect(waivers.waivers.flatMap((each) => each.specs)).toContain(exempted?.name);
      });
    },
  );
});

/** The parts of a verdict that do not depend on the order and the packing of the files. */
const essence = (verdict: Verdict | null) => verdict && { ...verdict, archive: null, evidence: null };

describe('of an archive in which a waiver for Cilium exempts three specs', () => {
  const cidr = specs.filter((name) => name.includes('CIDR'));
  const failing = (observed: readonly string[]) =>
    new Map([
      ...upstreamArchive({
        cases: requiredCases().map((spec) =>
          cidr.includes(spec.name) ? failedByMatrix(spec.name, isolated, observed) : spec,
        ),
      }),
      ...ciliumFiles(),
    ]);
  const blocked = builtOriginal(failing(allBlocked));

  test('no mutant is compliant that lost a mark of Cilium, or that shows a mark of another plugin', async () => {
    expect((await evaluateBytes(packed(blocked.members))).summary.waived).toBe(3);
    await forAll(networkPluginMutantsOf(blocked), 200, async (mutant) => {
      const verdict = await verdictOn(mutant, [defaultWaivers]);
      expect(verdict?.verdict).toBe(mutant.lost === null ? 'compliant' : 'non-compliant');
    });
  });

  test('no mutant is compliant in which forbidden traffic came through', async () => {
    const leaking = builtOriginal(failing(allOpen));
    await forAll(networkPluginMutantsOf(leaking), 50, async (mutant) => {
      expect((await verdictOn(mutant, [defaultWaivers]))?.verdict).toBe('non-compliant');
    });
  });

  test('no mutant is compliant that lost evidence for a pass', async () => {
    await forAll(mutantsOf(blocked, needsSctp), 300, async (mutant) => {
      const verdict = await verdictOn(mutant, [defaultWaivers]);
      if (mutant.lost !== null) expect(verdict?.verdict).not.toBe('compliant');
    });
  });
});

describe('of an archive in which a waiver for flannel exempts a spec because the runner saw flannel', () => {
  const original = builtOriginal(flannelArchive());
  const flannel = forEverySpec({ cni: { name: 'flannel', version: null } });

  test.each(recordedPluginMutantsOf(original).map((mutant) => [mutant.mutation, mutant] as const))(
    'no mutant is compliant that lost a mark of flannel: %s',
    async (_mutation, mutant) => {
      expect((await evaluateBytes(packed(original.members), undefined, { waivers: [flannel] })).verdict).toBe(
        'compliant',
      );
      expect((await verdictOn(mutant, [flannel]))?.verdict).not.toBe('compliant');
    },
  );
});

describe('of an archive of a real run', () => {
  test.each<[name: string, runs: number]>([
    ['enforcing', 700],
    ['enforcing-with-sctp', 300],
    ['upstream-1.37', 300],
  ])(
    'that is compliant (%s), no mutant is compliant that lost evidence for a pass',
    async (name, numRuns) => {
      const whole = await recordedOriginal(name);
      const original = thinned(whole);
      const unchanged = await evaluateBytes(packed(original.members));
      expect(unchanged.verdict).toBe('compliant');
      expect(unchanged.specs.map((spec) => [spec.name, spec.outcome])).toEqual(
        (await evaluateBytes(packed(whole.members))).specs.map((spec) => [spec.name, spec.outcome]),
      );
      await forAll(mutantsOf(original, needsSctp), numRuns, async (mutant) => {
        const verdict = await verdictOn(mutant, [defaultWaivers]);
        if (mutant.lost !== null) expect(verdict?.verdict).not.toBe('compliant');
        if (mutant.mutation === 'files reordered') expect(essence(verdict)).toEqual(essence(unchanged));
      });
    },
    MILLISECONDS,
  );

  test(
    'that is compliant, with all its thousands of specs, no mutant is compliant that lost bytes',
    async () => {
      const original = await recordedOriginal('enforcing');
      await forAll(mutantsOf(original, needsSctp), 40, async (mutant) => {
        const verdict = await verdictOn(mutant, [defaultWaivers]);
        if (mutant.lost !== null) expect(verdict?.verdict).not.toBe('compliant');
      });
    },
    MILLISECONDS,
  );

  test.each([
    'deadline',
    'dry-run',
    'killed',
    'no-match',
    'not-enforcing',
    'retried',
    'terminated',
    'upstream-conformance',
  ])(
    'that is not compliant (%s), no mutant is compliant',
    async (name) => {
      const original = thinned(await recordedOriginal(name));
      await forAll(mutantsOf(original, needsSctp), 100, async (mutant) => {
        expect((await verdictOn(mutant, [defaultWaivers]))?.verdict).not.toBe('compliant');
      });
    },
    MILLISECONDS,
  );
});
