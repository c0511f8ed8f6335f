import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import type { BuiltCase } from './junit.ts';
import { inState, specNamesIn, withPreparation, withSpecs } from './junit-text.ts';
import { changed, type Member, type Original } from './originals.ts';
import { tarOf } from './tar.ts';

/** What was done to an archive, and what it then is. */
export type Mutant = {
  mutation: string;
  bytes: Buffer;
  /** What it lost of what a pass has to rest on; null: nothing, so that it may still be compliant. */
  lost: string | null;
};

type Mutants = fc.Arbitrary<Mutant>;
type State = NonNullable<BuiltCase['state']>;

/** Files without which nobody knows what was run against which cluster, how, and with which result. */
const REQUIRED =
  /^(?:meta\/(?:config|info)\.json|serverversion\.json|plugins\/[^/]+\/(?:definition\.json|results\/global\/(?:run-record\.json|(?:attempts\/\d+\/)?junit_\d+\.xml)))$/;
/** The gzip header holds a time and the like, on which nothing depends. */
const GZIP_HEADER_BYTES = 10;
const BAD_STATES = ['skipped', 'pending', 'failed', 'timedout', 'interrupted', 'aborted', 'panicked'] as const;
/** Those that a waiver may exempt. */
const WAIVABLE: readonly State[] = ['failed', 'skipped', 'pending'];

/** `waived`: whether a waiver exempts the spec of that name, so that it may fail or be skipped. */
export function mutantsOf(original: Original, waived: (name: string) => boolean = () => false): Mutants {
  const names = specNamesIn(textOf(original, original.junit));
  return fc.oneof(
    ...ofBytes(original),
    ...ofMembers(original),
    ...ofMetadata(original),
    ...(original.junit === '' ? [] : ofSuite(original)),
    ...(names.length === 0 ? [] : ofSpecs(original, names, waived)),
  );
}

function ofBytes({ members }: Original): Mutants[] {
  const archive = packed(members);
  const lost = 'bytes of the archive';
  return [
    mutants('cut off', lost, fc.nat({ max: archive.length - 1 }), (length) => archive.subarray(0, length)),
    mutants('byte flipped', lost, fc.integer({ min: GZIP_HEADER_BYTES, max: archive.length - 1 }), (at) =>
      flipped(archive, at),
    ),
    mutants('garbage added', 'its end', fc.uint8Array({ maxLength: 600 }), (garbage) =>
      // Zeros alone are padding, which gzip allows.
      Buffer.concat([archive, Buffer.of(1), garbage]),
    ),
  ];
}

function ofMembers({ members, sealed }: Original): Mutants[] {
  const filled = members.filter(({ content }) => content.toString('utf8').trim().length > 1);
  const lossOf = ({ path }: Member) => (REQUIRED.test(path) || sealed.has(path) ? path : null);
  const oneOf = (from: readonly Member[]) => fc.constantFrom(...from);
  const instead = (one: Member, ...others: Member[]) => members.flatMap((each) => (each === one ? others : [each]));
  const fraction = fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true });
  return [
    each('file dropped', oneOf(members), (one) => [instead(one), lossOf(one)]),
    each('file renamed', oneOf(members), (one) => [instead(one, { ...one, path: `${one.path}.bak` }), lossOf(one)]),
    each('file doubled', oneOf(members), (one) => [[...members, one], 'the only file of that name']),
    each('file cut off', fc.tuple(oneOf(filled), fraction), ([one, part]) => {
      const length = Math.floor((one.content.toString('utf8').trimEnd().length - 1) * part);
      return [instead(one, { ...one, content: one.content.subarray(0, length) }), lossOf(one)];
    }),
    each('file flipped', fc.tuple(oneOf(filled), fraction), ([one, part]) => {
      const content = flipped(one.content, Math.floor(one.content.length * part));
      return [instead(one, { ...one, content }), sealed.has(one.path) ? one.path : null];
    }),
    each('files reordered', fc.shuffledSubarray([...members], { minLength: members.length }), (all) => [all, null]),
  ];
}

/** A field that must be there, by the file's name. */
const FIELDS: Readonly<Record<string, readonly string[]>> = {
  'meta/config.json': ['UUID', 'Version'],
  'meta/info.json': ['plugins'],
  'serverversion.json': ['gitVersion'],
  'definition.json': ['Definition'],
  'run-record.json': 'apiVersion kind runId startedAt endedAt ending settings versions attempts evidence'.split(' '),
};

function ofMetadata(original: Original): Mutants[] {
  const fields = original.members.flatMap(({ path }) => {
    const known = Object.entries(FIELDS).find(([name]) => path === name || path.endsWith(`/${name}`))?.[1] ?? [];
    return known.map((field) => ({ path, field }));
  });
  const { runRecord } = original;
  const minor = fc.constantFrom(30, 31, 32, 33, 34, 35);
  const setting = fc.constantFrom<[string, unknown]>(
    ['ending', 'deadline'],
    ['ending', 'terminated'],
    ['ending', 'suite-crashed'],
    ['attempts', []],
    ['specList', 'no-such-file.txt'],
  );
  return [
    ...(fields.length === 0
      ? []
      : [
          each('field dropped', fc.constantFrom(...fields), ({ path, field }) => [
            changed(original, path, (text) => withField(text, field, undefined)),
            `${field} in ${path}`,
          ]),
        ]),
    each('version swapped', minor, (other) => [
      changed(original, 'serverversion.json', (text) => withField(text, 'gitVersion', `v1.${other}.1`)),
      'that the binary is of the version of the server',
    ]),
    ...(runRecord === null
      ? []
      : [
          each('run record changed', setting, ([field, value]) => [
            changed(original, runRecord, (text) => withField(text, field, value)),
            field === 'specList' ? null : `a completed run with ${field}`,
          ]),
        ]),
  ];
}

function ofSuite(original: Original): Mutants[] {
  const property = fc.constantFrom('SuiteSucceeded', 'SpecialSuiteFailureReason', 'DryRun');
  const ofJunit = (change: (xml: string) => string) => changed(original, original.junit, change);
  const set = (name: string, value: string) => (xml: string) =>
    xml.replace(new RegExp(`(<property name="${name}" value=")[^"]*`), (_, start: string) => start + value);
  return [
    each('property dropped', property, (name) => [
      ofJunit((xml) => xml.replace(new RegExp(`<property name="${name}"[^>]*></property>`), '')),
      `the property ${name}`,
    ]),
    each('suite cut short', fc.constantFrom('Interrupted by User', 'Suite Timeout Elapsed'), (reason) => [
      ofJunit(set('SpecialSuiteFailureReason', reason)),
      'the end of the suite',
    ]),
    each('made a dry run', fc.constant('true'), (value) => [ofJunit(set('DryRun', value)), 'that specs were executed']),
    each('preparation dropped', fc.constant(''), (nothing) => [
      ofJunit((xml) => withPreparation(xml, () => nothing)),
      'the preparation of the suite',
    ]),
    each('preparation failed', fc.constantFrom('failed' as const, 'panicked' as const), (state) => [
      ofJunit((xml) => withPreparation(xml, (text) => inState(text, state))),
      'the preparation of the suite',
    ]),
    each('suite renamed', fc.constant('another suite'), (name) => [
      ofJunit((xml) => xml.replace(/(<testsuite name=")[^"]*/, (_, start: string) => start + name)),
      'the suite',
    ]),
  ];
}

function ofSpecs(original: Original, names: readonly string[], waived: (name: string) => boolean): Mutants[] {
  const anySpec = fc.nat({ max: names.length - 1 });
  const at = (index: number, change: (text: string) => string) =>
    changed(original, original.junit, (xml) => withSpecs(xml, (text, here) => (here === index ? change(text) : text)));
  const nameOf = (index: number) => names[index] ?? '';
  // A tag more, in brackets, does not make another spec.
  const suffix = fc.stringMatching(/^[!#%'-;=?-Z^-~]{1,4}$/);
  return [
    each('spec dropped', anySpec, (index) => [at(index, () => ''), nameOf(index)]),
    each('spec doubled', anySpec, (index) => [at(index, (text) => text + text), `the only result of ${nameOf(index)}`]),
    each('spec renamed', fc.tuple(anySpec, suffix), ([index, end]) => [
      at(index, (text) => text.replace(/(name="[^"]*)"/, (_, start: string) => `${start}${end}"`)),
      nameOf(index),
    ]),
    each('spec not passed', fc.tuple(anySpec, fc.constantFrom(...BAD_STATES)), ([index, state]) => [
      at(index, (text) => inState(text, state)),
      waived(nameOf(index)) && WAIVABLE.includes(state) ? null : nameOf(index),
    ]),
  ];
}

/** Mutants of which one and the same is lost, or of the bytes of an archive as it is packed. */
function mutants<T>(mutation: string, lost: string, from: fc.Arbitrary<T>, change: (value: T) => Buffer): Mutants {
  return from.map((value) => ({ mutation, lost, bytes: change(value) }));
}

/** Mutants of files, which need not be compressed: `garbage added` and the like are about that. */
function each<T>(
  mutation: string,
  from: fc.Arbitrary<T>,
  change: (value: T) => [Member[], lost: string | null],
): Mutants {
  return from.map((value) => {
    const [members, lost] = change(value);
    return { mutation, lost, bytes: tarOf(members) };
  });
}

export function packed(members: readonly Member[]): Buffer {
  return gzipSync(tarOf(members), { level: 1 });
}

function flipped(bytes: Buffer, at: number): Buffer {
  const copy = Buffer.from(bytes);
  copy[at] = (copy[at] ?? 0) ^ 0x55;
  return copy;
}

function textOf({ members }: Original, path: string): string {
  return members.find((member) => member.path === path)?.content.toString('utf8') ?? '';
}

/** Undefined takes it out. */
function withField(json: string, field: string, value: unknown): string {
  return JSON.stringify({ ...(JSON.parse(json) as Record<string, unknown>), [field]: value });
}
