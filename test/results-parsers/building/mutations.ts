import { gunzipSync, gzipSync } from 'node:zlib';
import fc from 'fast-check';
import type { BuiltCase } from './junit.ts';
import { inState, specNamesIn, withNamesOf, withPreparation, withSpecs } from './junit-text.ts';
import { changed, type Member, type Original, resultsPathOf, withResults } from './originals.ts';
import { tarOf } from './tar.ts';

/** What was done to an archive, and the result. */
export type Mutant = {
  mutation: string;
  bytes: Buffer;
  /** The evidence for a pass that it lost; null: nothing, so it may still be compliant. */
  lost: string | null;
};

type Mutants = fc.Arbitrary<Mutant>;
type State = NonNullable<BuiltCase['state']>;

/** Files without which nobody knows what was run against which cluster, how, and with which result. */
const REQUIRED =
  /^(?:meta\/(?:config|info)\.json|serverversion\.json|plugins\/[^/]+\/(?:definition\.json|results\/global\/(?:run-record\.json|(?:attempts\/\d+\/)?junit_\d+\.xml)))$/;
/** The gzip header contains a time and the like, on which nothing depends. */
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
    ...ofSpellings(original),
    ...(original.runRecord === null ? [] : ofRunRecord(original, original.runRecord)),
    ...(original.junit === ''
      ? []
      : [
          ...ofSuite(original),
          ...ofClocks(original),
          ...ofLogs(original),
          ...ofResults(original),
          ...ofOwnResults(original),
        ]),
    ...(names.length === 0 ? [] : ofSpecs(original, names, waived)),
  );
}

function ofBytes({ members }: Original): Mutants[] {
  const archive = packed(members);
  const lost = 'bytes of the archive';
  return [
    mutants('cut off', lost, fc.nat({ max: archive.length - 1 }), (length) => archive.subarray(0, length)),
    fc.integer({ min: GZIP_HEADER_BYTES, max: archive.length - 1 }).map((at) => {
      const bytes = flipped(archive, at);
      return { mutation: 'byte flipped', bytes, lost: isSameContent(bytes, archive) ? null : lost };
    }),
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
    each('totals changed', fc.constantFrom('failures', 'errors', 'skipped', 'disabled'), (name) => [
      ofJunit((xml) =>
        xml.replace(new RegExp(`(<testsuite [^>]*)${name}="\\d+"`), (_, start: string) => `${start}${name}="40000"`),
      ),
      `that ${name} are counted right`,
    ]),
    each('property doubled', property, (name) => [
      ofJunit((xml) =>
        xml.replace('</properties>', `<property name="${name}" value="another"></property></properties>`),
      ),
      `the only value of ${name}`,
    ]),
    each('outcome contradicted', fc.constantFrom('true', 'false'), (value) => {
      const isSo = textOf(original, original.junit).includes(`name="SuiteSucceeded" value="${value}"`);
      return [ofJunit(set('SuiteSucceeded', value)), isSo ? null : 'that the suite ended as it says'];
    }),
    each('suite renamed', fc.constant('another suite'), (name) => [
      ofJunit((xml) => xml.replace(/(<testsuite name=")[^"]*/, (_, start: string) => start + name)),
      'the suite',
    ]),
  ];
}

/** What another document of the same kind says against one that is there. */
function ofSpellings(original: Original): Mutants[] {
  const plugin = original.members.find(({ path }) => path.endsWith('/definition.json'))?.path;
  const twins: [present: string, former: string, content: string][] = [
    ['meta/config.json', 'config.json', '{"UUID":"another","Version":"v0.57.5"}'],
    ['serverversion.json', 'serverversion/serverversion.json', '{"gitVersion":"v1.35.0"}'],
    ...(plugin === undefined
      ? []
      : ([
          [plugin, plugin.replace('definition', 'defintion'), '{"Definition":{"spec":{"image":"a:v1.35.0"}}}'],
        ] satisfies [string, string, string][])),
  ];
  const there = twins.filter(([present]) => original.members.some(({ path }) => path === present));
  if (there.length === 0) return [];
  return [
    each(
      'other spelling added',
      fc.tuple(fc.constantFrom(...there), fc.boolean()),
      ([[present, path, content], isFirst]) => {
        const other = { path, content: Buffer.from(content) };
        return [isFirst ? [other, ...original.members] : [...original.members, other], `the only word on ${present}`];
      },
    ),
  ];
}

/** The record as it is, with one attempt or setting that contradicts what else is there. */
function ofRunRecord(original: Original, runRecord: string): Mutants[] {
  type Json = { attempts: Record<string, unknown>[]; settings: Record<string, unknown> };
  const changes: [what: string, change: (attempt: Record<string, unknown>) => Record<string, unknown>][] = [
    ['exit code', (attempt) => ({ ...attempt, exitCode: attempt['exitCode'] === 0 ? 1 : 0 })],
    ['signal', (attempt) => ({ ...attempt, exitCode: null, signal: 'SIGKILL' })],
    ['announcement', (attempt) => ({ ...attempt, announced: 0 })],
    ['time', (attempt) => ({ ...attempt, startedAt: '2020-01-01T00:00:00Z', endedAt: '2020-01-01T01:00:00Z' })],
    ['command', (attempt) => ({ ...attempt, command: ['ginkgo', '--dry-run'] })],
    ['number', (attempt) => ({ ...attempt, number: 7 })],
  ];
  const record = parsed(textOf(original, runRecord)) as Json | undefined;
  if (record === undefined || record.attempts.length === 0) return [];
  return [
    each('attempt contradicted', fc.constantFrom(...changes), ([what, change]) => [
      changed(original, runRecord, () => JSON.stringify({ ...record, attempts: record.attempts.map(change) })),
      `that the ${what} of the attempt agrees`,
    ]),
    each('attempt repeated', fc.integer({ min: 2, max: 20 }), (count) => [
      changed(original, runRecord, () => {
        const [first = {}] = record.attempts;
        const attempts = Array.from({ length: count }, (_, index) => ({ ...first, number: index + 1 }));
        return JSON.stringify({ ...record, settings: { ...record.settings, attempts: 2 }, attempts });
      }),
      'that attempts follow each other',
    ]),
  ];
}

function ofClocks(original: Original): Mutants[] {
  // Only what else has a date contradicts a clock.
  const isDated =
    original.runRecord !== null || original.members.some(({ path }) => path.endsWith('/core_v1_pods.json'));
  const clocks = fc.constantFrom('1970-01-01T00:00:00', '2099-12-31T23:59:59', '2026-02-01T12:00:00');
  return [
    each('clock changed', clocks, (timestamp) => [
      changed(original, original.junit, (xml) => xml.replace(/ timestamp="[^"]*"/, ` timestamp="${timestamp}"`)),
      isDated ? 'the day of the run' : null,
    ]),
    each('specs took no time', fc.constantFrom('0', '0.009', '0.49'), (seconds) => [
      changed(original, original.junit, (xml) =>
        withSpecs(xml, (text) => text.replace(/ time="[\d.]+"/, ` time="${seconds}"`)),
      ),
      'that specs were executed',
    ]),
    each('JUnit of another minor', fc.constantFrom('1.28', '1.30'), (minor) => [
      changed(original, original.junit, (xml) => withNamesOf(xml, minor)),
      'that the specs are those of the version',
    ]),
  ];
}

function ofLogs(original: Original): Mutants[] {
  const seed = /<property name="RandomSeed" value="(\d+)"/.exec(textOf(original, original.junit))?.[1] ?? '1';
  const besideJunit = original.junit.replace(/[^/]*$/, 'e2e.log');
  const log = original.members.find(({ path }) => path === besideJunit)?.path;
  if (log === undefined) return [];
  const lines = fc.constantFrom(
    `Random Seed: ${seed}1 - will randomize all specs`,
    'Ran 46 of 7579 Specs in 60 seconds',
    'FAIL! -- 5 Passed | 42 Failed | 0 Pending | 7532 Skipped',
    'SUCCESS! -- 0 Passed | 0 Failed | 0 Pending | 7579 Skipped',
    'Will run 0 of 7579 specs',
  );
  const isRecorded = original.runRecord === null || textOf(original, original.runRecord).includes('e2e.log');
  return [
    each('log contradicted', lines, (line) => [
      changed(original, log, (text) => `${text}\n${line}\n`),
      isRecorded ? 'that the log is of this suite' : null,
    ]),
  ];
}

/** A JUnit that was exchanged after Sonobuoy had listed another one: what is beside it stays as it was. */
function ofResults(original: Original): Mutants[] {
  const path = resultsPathOf(original);
  const names = specNamesIn(textOf(original, original.junit));
  if (path === undefined || names.length === 0) return [];
  const anySpec = fc.nat({ max: names.length - 1 });
  const listing = (change: (text: string, at: number) => string): [Member[], lost: string | null] => {
    const members = withResults(original, (xml) => withSpecs(xml, change));
    const isChanged = textOf({ members }, path) !== textOf(original, path);
    return [members, isChanged ? 'that the JUnit is the one that Sonobuoy read' : null];
  };
  return [
    each('JUnit exchanged, results kept', fc.tuple(anySpec, fc.constantFrom(...BAD_STATES)), ([first, state]) =>
      listing((text, at) => (at < first ? text : inState(text, state))),
    ),
    each('JUnit of another binary, results kept', anySpec, (index) =>
      listing((text, at) => (at === index ? text + text.replace(/name="[^"]*"/, 'name="[It] [sig-apps] Job"') : text)),
    ),
    each('state in results flipped', anySpec, (index) =>
      listing((text, at) => (at === index ? inState(text, text.includes('"passed"') ? 'failed' : 'passed') : text)),
    ),
    each('results damaged', fc.constantFrom('items', 'name', 'status', 'meta'), (key) => [
      changed(original, path, (yaml) => yaml.replace(`${key}:`, `${key}?`)),
      null,
    ]),
  ];
}

/** What Sonobuoy lists of our plugin, with another outcome of one spec than the runner handed over. */
function ofOwnResults(original: Original): Mutants[] {
  const path = 'plugins/scs-networking/sonobuoy_results.yaml';
  const passed = [...textOf(original, path).matchAll(/^ {4}- name: '\[sig-network\][^']*'\n {6}status: passed$/gm)];
  if (passed.length === 0) return [];
  return [
    each('state in own results flipped', fc.constantFrom(...passed), ([text]) => [
      changed(original, path, (yaml) => yaml.replace(text, text.replace('status: passed', 'status: failed'))),
      'that the runner handed over what the JUnit says',
    ]),
  ];
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json) as unknown;
  } catch {
    return undefined;
  }
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

/** Few bits of compressed data say nothing. */
function isSameContent(bytes: Buffer, archive: Buffer): boolean {
  try {
    return gunzipSync(bytes).equals(gunzipSync(archive));
  } catch {
    return false;
  }
}

function flipped(bytes: Buffer, at: number): Buffer {
  const copy = Buffer.from(bytes);
  copy[at] = (copy[at] ?? 0) ^ 0x55;
  return copy;
}

function textOf({ members }: Pick<Original, 'members'>, path: string): string {
  return members.find((member) => member.path === path)?.content.toString('utf8') ?? '';
}

/** Undefined takes it out. */
function withField(json: string, field: string, value: unknown): string {
  return JSON.stringify({ ...(JSON.parse(json) as Record<string, unknown>), [field]: value });
}
