import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { hostileArchives, writeHostileArchive } from '../results-parsers/building/hostile-archives.ts';
import { type Mutant, mutantsOf } from '../results-parsers/building/mutations.ts';
import { builtOriginal, type Original, recordedOriginal, thinned } from '../results-parsers/building/originals.ts';
import { ownArchive, upstreamArchive } from '../results-parsers/building/sonobuoy.ts';
import { damaged } from './damage.ts';

/** Recorded archives of every kind of run; the others differ in their results, not in how they are read. */
const RECORDED = [
  'enforcing',
  'enforcing-with-sctp',
  'not-enforcing',
  'cilium',
  'kube-router',
  'retried',
  'retried-parallel',
  'deadline',
  'dry-run',
  'killed',
  'left-out',
  'no-match',
  'terminated',
  'upstream-conformance',
  'scenarios-enforced',
  'ingress-works',
  'admin-policies-latest',
  'defaults-deny',
];
/** One in this many mutants is of a whole archive, with its thousands of specs. */
const WHOLE = 25;
/** One in this many mutants is an archive that is made to be expensive. */
const HOSTILE = 50;
const MOST_MEGABYTES = 60;

type Source = { mutations: fc.Arbitrary<Mutant>; damage: fc.Arbitrary<Mutant> };

const sources = new Map<string, Promise<Source>>();

/** The mutant with a number. It is always the same for the same seed and number, on any machine. */
export async function nthMutant(seed: number, number: number): Promise<Mutant> {
  if (number % HOSTILE === 0) return await hostile(seed, number);
  const names = [...RECORDED, 'built of ours', "built of upstream's"];
  const name = names[number % names.length] ?? '';
  const { mutations, damage } = await sourceOf(name, number % WHOLE === 1);
  // Two in three are by the operators of the unit test, whose loss is known.
  return sampled(number % 3 === 0 ? damage : mutations, seed + number);
}

function sampled(mutants: fc.Arbitrary<Mutant>, seed: number): Mutant {
  const [mutant] = fc.sample(mutants, { numRuns: 1, seed });
  if (mutant === undefined) throw new Error('expected a mutant, found none');
  return mutant;
}

async function sourceOf(name: string, whole: boolean): Promise<Source> {
  const key = `${name}${whole ? ', whole' : ''}`;
  const known = sources.get(key) ?? made(name, whole);
  // A whole archive takes much memory and is needed rarely, so it is not kept.
  if (!whole) sources.set(key, known);
  return await known;
}

async function made(name: string, whole: boolean): Promise<Source> {
  const original = await originalOf(name);
  const used = whole || name.startsWith('built') ? original : thinned(original);
  return { mutations: mutantsOf(used, (spec) => spec.includes('SCTPConnectivity')), damage: damaged(used) };
}

async function originalOf(name: string): Promise<Original> {
  if (name === 'built of ours') return builtOriginal(ownArchive());
  return name.startsWith('built') ? builtOriginal(upstreamArchive()) : await recordedOriginal(name);
}

async function hostile(seed: number, number: number): Promise<Mutant> {
  const megabytes = 1 + ((seed + number * 7919) % MOST_MEGABYTES);
  const archives = hostileArchives(megabytes);
  const archive = archives[(number / HOSTILE) % archives.length];
  if (archive === undefined) throw new Error('expected a hostile archive, found none');
  const directory = mkdtempSync(join(tmpdir(), 'scs-networking-mutants-'));
  try {
    const file = join(directory, 'hostile.tar.gz');
    await writeHostileArchive(archive, file);
    return { mutation: 'made to be expensive', lost: null, bytes: readFileSync(file) };
  } finally {
    rmSync(directory, { recursive: true });
  }
}
