import { describe, expect, test } from '@jest/globals';
import { defaultWaivers, type Verdict, type Waiver, type WaiverSet } from '../../../results-parsers/index.ts';
import { specSets } from '../../../results-parsers/standard/waivers/spec-sets.ts';
import { codesOf, evaluateFiles, mustFindings, type Options } from '../building/evaluate.ts';
import { type BuiltCase, junitXml } from '../building/junit.ts';
import { type ArchiveFiles, ciliumFiles, ownArchive, requiredCases, upstreamArchive } from '../building/sonobuoy.ts';
import { waiver } from '../standard/waivers/building.ts';

const [first, second] = requiredCases();
const name = first?.name ?? '';
const other = second?.name ?? '';

type State = NonNullable<BuiltCase['state']>;

function casesWith(names: readonly string[], state: State): BuiltCase[] {
  return requiredCases().map((spec) => (names.includes(spec.name) ? { ...spec, state } : spec));
}

function archiveWith(names: readonly string[], state: State = 'failed', more: [string, string][] = []): ArchiveFiles {
  return new Map([...upstreamArchive({ cases: casesWith(names, state) }), ...more]);
}

function fileOf(...waivers: Waiver[]): WaiverSet {
  return { source: 'waivers.yaml', sha256: '0'.repeat(64), waivers };
}

async function evaluated(files: ArchiveFiles, options: Options = {}): Promise<Verdict> {
  return await evaluateFiles(files, undefined, options);
}

/** The only waiver in force, for the first required spec unless told otherwise. */
function alone(change: Partial<Waiver> = {}): Options {
  return { waivers: [fileOf(waiver({ specs: [name], ...change }))] };
}

describe('a required spec that a waiver names', () => {
  test.each<[State, Verdict['specs'][number]['outcome']]>([
    ['failed', 'waived'],
    ['skipped', 'waived'],
    ['pending', 'waived'],
    ['timedout', 'timed-out'],
    ['interrupted', 'interrupted'],
    ['aborted', 'interrupted'],
    ['panicked', 'interrupted'],
    ['passed', 'passed'],
  ])('and that ended as %s is %s', async (state, outcome) => {
    const { specs } = await evaluated(archiveWith([name], state), alone());
    expect(specs.find((spec) => spec.name === name)?.outcome).toBe(outcome);
  });

  test('and that is missing stays missing', async () => {
    const cases = requiredCases().slice(1);
    const verdict = await evaluated(upstreamArchive({ cases }), alone());
    expect(verdict.verdict).toBe('inconclusive');
    expect(verdict.summary).toMatchObject({ missing: 1, waived: 0 });
  });

  test('is said to be waived, by which waiver, and how it ended', async () => {
    const verdict = await evaluated(archiveWith([name]), alone());
    expect(verdict.verdict).toBe('compliant');
    expect(verdict.summary).toMatchObject({ passed: 49, failed: 0, waived: 1 });
    expect(mustFindings(verdict)).toMatchObject([{ code: 'specs-waived', effect: 'advises', specs: [name] }]);
    expect(verdict.specs.find((spec) => spec.name === name)).toMatchObject({
      outcome: 'waived',
      outcomeBeforeWaivers: 'failed',
      waivedBy: ['w'],
      attempts: [{ outcome: 'failed' }],
    });
    expect(verdict.waivers).toMatchObject([{ id: 'w', status: 'applied', specs: [{ name, exempted: true }] }]);
  });

  test('and that two waivers name is said once, under the one with a scope', async () => {
    const pattern = waiver({ id: 'a', specs: [name], pattern: 'x' });
    const verdict = await evaluated(archiveWith([name]), {
      waivers: [fileOf(pattern, waiver({ id: 'b', specs: [name] }))],
    });
    expect(codesOf(verdict)).toEqual(['specs-waived', 'waiver-unscoped']);
    expect(mustFindings(verdict)[0]?.text).toMatch(/by the waiver b\.$/);
    expect(verdict.specs.find((spec) => spec.name === name)?.waivedBy).toEqual(['b', 'a']);
  });

  test('does not excuse another one', async () => {
    const verdict = await evaluated(archiveWith([name, other]), alone());
    expect(verdict.verdict).toBe('non-compliant');
    expect(mustFindings(verdict)).toMatchObject([{ code: 'specs-failed', specs: [other] }, { code: 'specs-waived' }]);
  });
});

describe('a waiver fits only where its condition is known to hold:', () => {
  const cilium = ciliumFiles();
  const of120 = { name: 'cilium', version: { from: '1.20', below: '1.21' } } as const;
  test.each<[what: string, waives: boolean, files: ArchiveFiles, Options]>([
    ['the version of Kubernetes', true, archiveWith([name]), alone({ kubernetes: { from: '1.36', below: null } })],
    ['another version', false, archiveWith([name]), alone({ kubernetes: { from: null, below: '1.36' } })],
    [
      'no version of the server, though one of the e2e binary',
      false,
      archiveWith([name], 'failed', [['serverversion.json', '{"gitVersion":"?"}']]),
      alone({ kubernetes: { from: null, below: '1.40' } }),
    ],
    [
      'the network plugin',
      true,
      archiveWith([name], 'failed', cilium),
      alone({ cni: { name: 'cilium', version: null } }),
    ],
    ['another plugin', false, archiveWith([name], 'failed', cilium), alone({ cni: { name: 'calico', version: null } })],
    ['no plugin that is known', false, archiveWith([name]), alone({ cni: { name: 'cilium', version: null } })],
    ['the plugin’s version', true, archiveWith([name], 'failed', cilium), alone({ cni: of120 })],
    ['another of its versions', false, archiveWith([name], 'failed', ciliumFiles('1.21.0')), alone({ cni: of120 })],
    ['no version of it', false, archiveWith([name], 'failed', cilium.slice(1)), alone({ cni: of120 })],
    ['the day of the run is its last one', true, archiveWith([name]), alone({ expires: '2026-11-22' })],
    ['it ended before', false, archiveWith([name]), alone({ expires: '2026-11-21' })],
    ['the day that was asked for is its last one', true, archiveWith([name]), { ...alone(), asOf: '2027-06-30' }],
    ['it ends before the day that was asked for', false, archiveWith([name]), { ...alone(), asOf: '2027-07-01' }],
    [
      'the day of the run is not known',
      false,
      upstreamArchive({ cases: casesWith([name], 'failed'), timestamp: '?' }),
      alone(),
    ],
    [
      'the day of the run is that of the run record, not that of the JUnit',
      false,
      ownArchive({ attempts: [{ cases: casesWith([name], 'failed'), timestamp: '2020-01-01T00:00:00' }] }),
      alone({ expires: '2026-11-21' }),
    ],
  ])('%s (%j)', async (_what, waives, files, options) => {
    const { summary, waivers, ...verdict } = await evaluated(files, options);
    expect({ failed: summary.failed, waived: summary.waived }).toEqual(
      waives ? { failed: 0, waived: 1 } : { failed: 1, waived: 0 },
    );
    expect(waivers[0]?.status).toBe(waives ? 'applied' : 'not-fitting');
    expect(verdict.verdict).toBe(waives ? 'compliant' : 'non-compliant');
  });

  test('a run in another namespace is told by the settings of Sonobuoy', async () => {
    const config = JSON.stringify({ UUID: '1', Version: 'v0.57.5', Namespace: 'mine' });
    const endpoints = ciliumFiles('1.20.2', 'mine').slice(1);
    const { subject } = await evaluated(archiveWith([], 'failed', [['meta/config.json', config], ...endpoints]));
    expect(subject.cni).toMatchObject({ name: 'cilium', version: null });
    const elsewhere = await evaluated(archiveWith([], 'failed', endpoints));
    expect(elsewhere.subject.cni.name).toBeNull();
  });

  test('what the network plugin was told from is evidence, by digest', async () => {
    const { evidence } = await evaluated(archiveWith([], 'failed', cilium));
    expect(evidence.map(({ path }) => path)).toContain('resources/ns/kube-system/apps_v1_daemonsets.json');
    const bare = new Map([['junit_01.xml', junitXml({ cases: requiredCases() })], ...cilium]);
    const verdict = await evaluated(bare);
    expect(verdict.subject.cni.name).toBe('cilium');
    expect(verdict.evidence).toHaveLength(2);
  });
});

describe('what is said of waivers:', () => {
  const cidr = specSets['pod-cidr'];
  const withDefaults = (...waivers: Waiver[]): Options => ({ waivers: [defaultWaivers, fileOf(...waivers)] });
  test.each<[what: string, files: ArchiveFiles, options: Options, codes: string[]]>([
    ['nothing, where none is needed', upstreamArchive(), {}, []],
    ['one that was asked for is not used', upstreamArchive(), alone(), ['waiver-unused']],
    ['one that was asked for names no required spec', upstreamArchive(), alone({ specs: ['x'] }), ['waiver-unused']],
    ['one that was asked for has ended', upstreamArchive(), { ...alone(), asOf: '2030-01-01' }, ['waiver-not-fitting']],
    [
      'some of its specs passed',
      archiveWith([name]),
      alone({ specs: [name, other] }),
      ['specs-waived', 'waived-specs-passed'],
    ],
    [
      'it would have been needed',
      archiveWith([name]),
      alone({ kubernetes: { from: '1.40', below: null } }),
      ['specs-failed', 'waiver-not-fitting'],
    ],
    [
      'a default one would be needed, and hangs on a network plugin that is not known',
      archiveWith(cidr),
      {},
      ['specs-failed', 'cni-unknown', 'waiver-not-fitting'],
    ],
    [
      'a default one would be needed, and the network plugin is another',
      archiveWith(cidr, 'failed', [
        [
          'resources/ns/kube-system/apps_v1_daemonsets.json',
          (ciliumFiles()[0]?.[1] ?? '').replaceAll('cilium', 'kindnet'),
        ],
      ]),
      {},
      ['specs-failed', 'waiver-not-fitting'],
    ],
    ['another one stands in for it', archiveWith(cidr), withDefaults(waiver({ specs: [...cidr] })), ['specs-waived']],
    [
      'it came from a pattern',
      upstreamArchive(),
      alone({ pattern: 'SCTP', expires: null }),
      ['waiver-unused', 'waiver-unscoped'],
    ],
    ['default ones apply', archiveWith(specSets['sctp-connectivity'], 'skipped'), {}, ['specs-waived']],
    [
      'no default ones are in force',
      archiveWith(specSets['sctp-connectivity'], 'skipped'),
      { waivers: [] },
      ['specs-skipped'],
    ],
  ])('%s', async (_what, files, options, codes) => {
    const verdict = await evaluated(files, options);
    expect(codesOf(verdict)).toEqual(codes);
    for (const { text, remedy } of mustFindings(verdict)) expect([text, remedy]).not.toContain('');
  });

  test('each of those that would be needed is named with why it does not fit', async () => {
    const verdict = await evaluated(archiveWith(cidr));
    const [, unknown, notFitting] = mustFindings(verdict);
    expect(unknown?.text).toMatch(/nothing in the archive tells of one\. scs-cilium-pod-cidr/);
    expect(notFitting?.text).toMatch(/the network plugin cilium, the cluster's is not known\. It names 3 required/);
    expect(notFitting?.specs).toEqual([...cidr].sort());
  });
});

describe('waivers alone make nothing compliant:', () => {
  const all = requiredCases().map((spec) => spec.name);
  const forAll = alone({ specs: all });

  test('when no required spec passed', async () => {
    const verdict = await evaluated(archiveWith(all), forAll);
    expect(codesOf(verdict)).toEqual(['nothing-passed', 'specs-waived']);
    expect(verdict.verdict).toBe('inconclusive');
  });

  test('when none ran', async () => {
    const verdict = await evaluated(archiveWith(all, 'skipped'), forAll);
    expect(codesOf(verdict)).toEqual(['nothing-ran', 'specs-waived']);
    expect(verdict.verdict).toBe('inconclusive');
  });

  test('when it was a dry run', async () => {
    const verdict = await evaluated(upstreamArchive({ properties: { DryRun: 'true' } }), forAll);
    expect(codesOf(verdict)).toEqual(['dry-run', 'specs-waived']);
    expect(verdict.verdict).toBe('inconclusive');
  });

  test('but one that passed, or passed at last, is enough', async () => {
    const attempts = [{ cases: casesWith(all, 'failed') }, { cases: [{ name }] }];
    const verdict = await evaluated(ownArchive({ attempts }), forAll);
    expect(codesOf(verdict)).toEqual(['specs-flaky', 'specs-waived']);
    expect(verdict).toMatchObject({ verdict: 'compliant', summary: { flaky: 1, waived: 49 } });
  });
});

test('a spec that is not required cannot be waived', async () => {
  const further = 'Netpol a new one';
  const cases = [...requiredCases(), { name: further, state: 'failed' as const }];
  const verdict = await evaluated(upstreamArchive({ cases }), alone({ specs: [further] }));
  expect(codesOf(verdict)).toEqual(['further-specs-failed', 'waiver-unused']);
  expect(verdict.verdict).toBe('inconclusive');
});

describe('a spec that failed and then passed', () => {
  const attempts = [{ cases: casesWith([name], 'failed') }, { cases: [{ name }] }];
  const flaky = ownArchive({ attempts });
  const strict: Options = { strictFlakes: true, waivers: [] };
  const ofSpec = ({ specs }: Verdict) => specs.find((spec) => spec.name === name);

  test('is flaky, which is enough', async () => {
    const verdict = await evaluated(flaky);
    expect(verdict.verdict).toBe('compliant');
    expect(ofSpec(verdict)).toMatchObject({ outcome: 'flaky', outcomeBeforeWaivers: 'flaky' });
  });

  test('has failed if flakes do not count as passes, and is still called flaky', async () => {
    const verdict = await evaluated(flaky, strict);
    expect(verdict.verdict).toBe('non-compliant');
    expect(codesOf(verdict)).toEqual(['specs-failed', 'specs-flaky']);
    expect(ofSpec(verdict)).toMatchObject({ outcome: 'failed', outcomeBeforeWaivers: 'flaky' });
    expect(verdict.inputs.strictFlakes).toBe(true);
  });

  test('can then be waived', async () => {
    const verdict = await evaluated(flaky, { ...alone(), strictFlakes: true });
    expect(verdict.verdict).toBe('compliant');
    expect(codesOf(verdict)).toEqual(['specs-flaky', 'specs-waived']);
    expect(ofSpec(verdict)).toMatchObject({ outcome: 'waived', outcomeBeforeWaivers: 'flaky' });
  });

  test('cannot be told from one that passed where the suite was allowed to retry', async () => {
    const verdict = await evaluated(upstreamArchive({ properties: { FlakeAttempts: '2' } }), strict);
    expect(codesOf(verdict)).toEqual(['retries-hide-flakes']);
    expect(verdict.verdict).toBe('inconclusive');
  });
});

describe('the verdict records', () => {
  test('that the default waivers were in force, and none else', async () => {
    const { inputs, waivers, waiversAsOf } = await evaluated(upstreamArchive());
    expect(inputs).toMatchObject({ waivers: [], defaultWaivers: true, asOf: null, strictFlakes: false });
    expect(waivers.map(({ id, status }) => [id, status])).toEqual([
      ['scs-cilium-pod-cidr', 'not-fitting'],
      ['scs-namespace-update-flake', 'not-fitting'],
      ['scs-sctp-connectivity', 'unused'],
    ]);
    expect(waiversAsOf).toBe('2026-11-22');
  });

  test('the files of waivers by digest, in an order of its own, and the day that was asked for', async () => {
    const sets = ['b.yaml', 'a.yaml'].map((source, index) => ({
      ...fileOf(waiver({ id: source, source })),
      source,
      sha256: String(index).repeat(64),
    }));
    const { inputs, waiversAsOf } = await evaluated(upstreamArchive(), { waivers: sets, asOf: '2027-01-01' });
    expect(inputs).toMatchObject({
      waivers: [
        { source: 'a.yaml', sha256: '1'.repeat(64) },
        { source: 'b.yaml', sha256: '0'.repeat(64) },
      ],
      defaultWaivers: false,
      asOf: '2027-01-01',
    });
    expect(waiversAsOf).toBe('2027-01-01');
  });

  test.each(['2026-02-30', '22.11.2026', '2026-11-22T00:00:00Z', ''])('no day that is none: %j', async (asOf) => {
    await expect(evaluated(upstreamArchive(), { asOf })).rejects.toMatchObject({ code: 'USAGE' });
  });

  test('no two waivers with one id', async () => {
    const twice = { waivers: [fileOf(waiver()), { ...fileOf(waiver({ source: 'b' })), source: 'b' }] };
    await expect(evaluated(upstreamArchive(), twice)).rejects.toMatchObject({ code: 'USAGE' });
  });
});
