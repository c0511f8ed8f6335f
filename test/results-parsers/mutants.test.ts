import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  defaultWaivers,
  ScsNetworkingError,
  type Verdict,
  type Waiver,
  type WaiverSet,
} from '../../results-parsers/index.ts';
import { evaluateBytes } from './building/evaluate.ts';
import { anyMutant } from './building/mutations.ts';
import { requiredCases } from './building/sonobuoy.ts';
import { waiver } from './standard/waivers/building.ts';

/** Null: it cannot be read. */
async function verdictOn(bytes: Uint8Array, waivers: readonly WaiverSet[]): Promise<Verdict | null> {
  try {
    return await evaluateBytes(bytes, undefined, { waivers });
  } catch (error) {
    expect(error).toBeInstanceOf(ScsNetworkingError);
    return null;
  }
}

const specs = requiredCases().map(({ name }) => name);

function forEverySpec(change: Partial<Waiver>): WaiverSet {
  return { source: 'waivers.yaml', sha256: '0'.repeat(64), waivers: [waiver({ specs, ...change })] };
}

/** Each with one condition that does not hold for the archive. */
const doesNotFit: [what: string, waivers: WaiverSet][] = [
  ['no network plugin that is known', forEverySpec({ cni: { name: 'cilium', version: null } })],
  ['another Kubernetes version', forEverySpec({ kubernetes: { from: null, below: '1.36' } })],
  ['a day before the run', forEverySpec({ expires: '2026-11-21' })],
];

describe('no archive that lost a byte, or a required spec in any way, is ever compliant', () => {
  test.each<[what: string, waivers: WaiverSet[], runs: number]>([
    ['without waivers', [], 400],
    ...doesNotFit.map(([what, set]): [string, WaiverSet[], number] => [`with waivers for ${what}`, [set], 100]),
  ])('%s', async (_what, waivers, numRuns) => {
    const mutantIsNotCompliant = fc.asyncProperty(anyMutant, async ({ bytes }) => {
      expect((await verdictOn(bytes, waivers))?.verdict).not.toBe('compliant');
    });
    await fc.assert(mutantIsNotCompliant, { numRuns });
  });

  test.each<[what: string, waivers: WaiverSet]>([
    ['with the default waivers', defaultWaivers],
    ['with a waiver for every spec', forEverySpec({})],
  ])('%s, unless by a spec that is waived, failed or was skipped, and that is said', async (_what, waivers) => {
    const onlyTheWaivedIsExcused = fc.asyncProperty(anyMutant, async ({ mutation, bytes }) => {
      const verdict = await verdictOn(bytes, [waivers]);
      if (verdict?.verdict !== 'compliant') return;
      expect(mutation).toBe('spec not passed');
      expect(verdict.summary).toMatchObject({ required: 50, passed: 49, waived: 1 });
      const [waived] = verdict.specs.filter(({ outcome }) => outcome === 'waived');
      expect(['failed', 'skipped']).toContain(waived?.outcomeBeforeWaivers);
      expect(waivers.waivers.flatMap((each) => each.specs)).toContain(waived?.name);
    });
    await fc.assert(onlyTheWaivedIsExcused, { numRuns: 400 });
  });
});
