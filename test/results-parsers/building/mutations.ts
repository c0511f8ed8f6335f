import fc from 'fast-check';
import { type BuiltCase, junitXml } from './junit.ts';
import { packed, requiredCases, UPSTREAM_RESULTS, upstreamArchive } from './sonobuoy.ts';

const cases = requiredCases();
const archive = packed(upstreamArchive());
/** The gzip header holds a time and the like, on which nothing depends. */
const GZIP_HEADER_BYTES = 10;

const anySpec = fc.nat({ max: cases.length - 1 });
const badState = fc.constantFrom('skipped', 'pending', 'failed', 'timedout', 'interrupted', 'aborted', 'panicked');

function archiveWith(changed: readonly BuiltCase[]): Buffer {
  return packed(upstreamArchive().set(`${UPSTREAM_RESULTS}junit_01.xml`, junitXml({ cases: changed })));
}

function changedAt(at: number, change: (spec: BuiltCase) => BuiltCase[]): Buffer {
  return archiveWith(cases.flatMap((spec, index) => (index === at ? change(spec) : [spec])));
}

function flippedAt(at: number): Buffer {
  const copy = Buffer.from(archive);
  copy[at] = (copy[at] ?? 0) ^ 0x55;
  return copy;
}

/** What was done to a compliant archive, and what it then is. */
export type Mutant = { mutation: string; bytes: Buffer };

function mutants(mutation: string, bytes: fc.Arbitrary<Buffer>): fc.Arbitrary<Mutant> {
  return bytes.map((mutated) => ({ mutation, bytes: mutated }));
}

export const anyMutant: fc.Arbitrary<Mutant> = fc.oneof(
  mutants(
    'cut off',
    fc.nat({ max: archive.length - 1 }).map((length) => archive.subarray(0, length)),
  ),
  mutants('byte flipped', fc.integer({ min: GZIP_HEADER_BYTES, max: archive.length - 1 }).map(flippedAt)),
  mutants(
    'spec dropped',
    anySpec.map((at) => changedAt(at, () => [])),
  ),
  mutants(
    'spec doubled',
    anySpec.map((at) => changedAt(at, (spec) => [spec, spec])),
  ),
  mutants(
    'spec renamed',
    // A tag more, in brackets, does not make another spec.
    fc
      .tuple(anySpec, fc.stringMatching(/^[!-Z^-~]{1,4}$/))
      .map(([at, suffix]) => changedAt(at, ({ name }) => [{ name: name + suffix }])),
  ),
  mutants(
    'spec not passed',
    fc.tuple(anySpec, badState).map(([at, state]) => changedAt(at, (spec) => [{ ...spec, state }])),
  ),
);
