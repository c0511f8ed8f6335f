import { describe, expect, test } from '@jest/globals';
import { defaultWaivers, type Finding, type Verdict, type Waiver } from '../../../../results-parsers/index.ts';
import { specSets } from '../../../../results-parsers/waivers/spec-sets.ts';
import { codesOf, mustFindings, type Options } from '../../building/evaluate.ts';
import { type ArchiveFiles, ciliumFiles, ownArchive, requiredCases, upstreamArchive } from '../../building/sonobuoy.ts';
import { alone, archiveWith, casesWith, evaluated, fileOf, name, other } from '../../building/waivers.ts';
import { waiver } from '../../waivers/building.ts';

describe('findings about waivers:', () => {
  const cidr = specSets['pod-cidr'];
  const withDefaults = (...waivers: Waiver[]): Options => ({ waivers: [defaultWaivers, fileOf(...waivers)] });
  test.each<[what: string, files: ArchiveFiles, options: Options, codes: string[]]>([
    ['there are none if no waiver is needed', upstreamArchive(), {}, []],
    ['a given waiver is not used', upstreamArchive(), alone(), ['waiver-unused']],
    ['a given waiver names no required spec', upstreamArchive(), alone({ specs: ['x'] }), ['waiver-unused']],
    ['a given waiver has expired', upstreamArchive(), { ...alone(), asOf: '2030-01-01' }, ['waiver-not-fitting']],
    [
      'some specs of a waiver passed',
      archiveWith([name]),
      alone({ specs: [name, other] }),
      ['specs-waived', 'waived-specs-passed'],
    ],
    [
      'a waiver that does not fit would have been needed',
      archiveWith([name]),
      alone({ kubernetes: { from: '1.40', below: null } }),
      ['specs-failed', 'waiver-not-fitting'],
    ],
    [
      'a default waiver would be needed and depends on the network plugin, which is not known',
      archiveWith(cidr),
      {},
      ['specs-failed', 'cni-unknown', 'waiver-not-fitting'],
    ],
    [
      'a default waiver would be needed, and the network plugin is another one',
      archiveWith(cidr, 'failed', [
        [
          'resources/ns/kube-system/apps_v1_daemonsets.json',
          (ciliumFiles()[0]?.[1] ?? '').replaceAll('cilium', 'kindnet'),
        ],
      ]),
      {},
      ['specs-failed', 'cni-unknown', 'waiver-not-fitting'],
    ],
    [
      'another waiver exempts the same specs',
      archiveWith(cidr),
      withDefaults(waiver({ specs: [...cidr] })),
      ['specs-waived'],
    ],
    [
      'a waiver came from a pattern',
      upstreamArchive(),
      alone({ pattern: 'SCTP', expires: null }),
      ['waiver-unused', 'waiver-unscoped'],
    ],
    ['default waivers apply', archiveWith(specSets['sctp-connectivity'], 'skipped'), {}, ['specs-waived']],
    [
      'the default waivers are not in force',
      archiveWith(specSets['sctp-connectivity'], 'skipped'),
      { waivers: [] },
      ['specs-skipped'],
    ],
  ])('%s', async (_what, files, options, codes) => {
    const verdict = await evaluated(files, options);
    expect(codesOf(verdict)).toEqual(codes);
    for (const { text, remedy } of mustFindings(verdict)) expect([text, remedy]).not.toContain('');
  });

  test('each waiver that would be needed is named with the reason why it does not fit', async () => {
    const verdict = await evaluated(archiveWith(cidr));
    const [, unknown, notFitting] = mustFindings(verdict);
    expect(unknown?.text).toMatch(/nothing in the archive shows one\. scs-cilium-pod-cidr/);
    expect(notFitting?.text).toMatch(/the network plugin cilium, but the cluster's is not known\. It names 3 required/);
    expect(notFitting?.specs).toEqual([...cidr].sort());
  });
});

describe('waivers alone make nothing compliant:', () => {
  const all = requiredCases().map((spec) => spec.name);
  const forAll = alone({ specs: all });

  test('if no required spec passed', async () => {
    const verdict = await evaluated(archiveWith(all), forAll);
    expect(codesOf(verdict)).toEqual(['nothing-passed', 'specs-waived']);
    expect(verdict.verdict).toBe('inconclusive');
  });

  test('if no required spec ran', async () => {
    const verdict = await evaluated(archiveWith(all, 'skipped'), forAll);
    expect(codesOf(verdict)).toEqual(['nothing-ran', 'specs-skipped', 'waiver-unused']);
    // The waiver did nothing here only because no spec ran, so the remedy does not say that it is not needed.
    expect(mustFindings(verdict).find(({ code }) => code === 'waiver-unused')?.remedy).toMatch(/^Run the specs/);
    expect(verdict.verdict).toBe('inconclusive');
  });

  test('if it was a dry run', async () => {
    const verdict = await evaluated(upstreamArchive({ properties: { DryRun: 'true' } }), forAll);
    expect(codesOf(verdict)).toEqual(['dry-run', 'specs-skipped', 'waiver-unused']);
    expect(verdict.verdict).toBe('inconclusive');
  });

  test('but one spec that passed, even after a retry, is enough', async () => {
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

  test('cannot be distinguished from one that passed if the suite was allowed to retry', async () => {
    const verdict = await evaluated(upstreamArchive({ properties: { FlakeAttempts: '2' } }), strict);
    expect(codesOf(verdict)).toEqual(['retries-hide-flakes']);
    expect(verdict.verdict).toBe('inconclusive');
  });
});

describe('in words, in the singular or the plural,', () => {
  const names = requiredCases().map((spec) => spec.name);
  const textOf = async (code: Finding['code'], files: ArchiveFiles, options: Options) =>
    mustFindings(await evaluated(files, options)).find((finding) => finding.code === code);

  test.each([
    [1, '1 required spec did not pass and is exempted by the waiver w.'],
    [2, '2 required specs did not pass and are exempted by the waiver w.'],
  ])('the finding on %i waived specs says until when', async (count, text) => {
    const specs = names.slice(0, count);
    expect(await textOf('specs-waived', archiveWith(specs), alone({ specs, expires: null }))).toMatchObject({
      text,
      remedy: 'The operator of the cluster should remove the cause.',
    });
    const ending = await textOf('specs-waived', archiveWith(specs), alone({ specs }));
    expect(ending?.remedy).toBe(
      'The operator of the cluster should remove the cause by 2027-06-30, when the waiver expires.',
    );
  });

  test.each([
    [0, '', 'Remove the waiver, unless another run needs it.'],
    [
      1,
      ' It names 1 required spec that was skipped or failed.',
      'The operator of the cluster should remove the cause of these failures, or ask those who grant waivers',
    ],
    [
      2,
      ' It names 2 required specs that were skipped or failed.',
      'The operator of the cluster should remove the cause of these failures, or ask those who grant waivers',
    ],
  ])(
    'the finding on a waiver that does not fit counts the %i specs that would need it',
    async (count, named, remedy) => {
      const kubernetes = { from: '1.40', below: null };
      const found = await textOf(
        'waiver-not-fitting',
        archiveWith(names.slice(0, count)),
        alone({ specs: names, kubernetes }),
      );
      expect(found?.text.startsWith('The waiver w does not fit this run: ')).toBe(true);
      expect(found?.text.endsWith(`, but the cluster's version is 1.36.${named}`)).toBe(true);
      expect(found?.remedy.startsWith(remedy)).toBe(true);
    },
  );

  test.each<[string, Partial<Waiver>, ArchiveFiles, RegExp]>([
    [
      'the version of Kubernetes',
      { kubernetes: { from: '1.30', below: null } },
      new Map([...archiveWith([name])].filter(([path]) => path !== 'serverversion.json')),
      /If that does not help, state the Kubernetes version with --kubernetes\.$/,
    ],
    [
      'the network plugin',
      { cni: { name: 'cilium', version: null } },
      archiveWith([name]),
      /If that does not help, run the plugin again and let Sonobuoy collect the resources of all namespaces/,
    ],
  ])(
    'the finding on a waiver that does not fit because %s is not known says how to make it known',
    async (_what, scope, files, remedy) => {
      const { remedy: found } = (await textOf('waiver-not-fitting', files, alone(scope))) ?? {};
      expect(found).toMatch(/^Nobody knows yet whether the waiver fits\. Evaluate the archive as /);
      expect(found).toMatch(remedy);
      expect(found).not.toMatch(/cause/);
    },
  );

  test('each file whose patterns have no scope is reported, in the order of their names', async () => {
    const waivers = ['b', 'b', 'a', 'c'].map((source, index) => waiver({ id: String(index), source, pattern: 'x' }));
    const found = mustFindings(await evaluated(upstreamArchive(), { waivers: [fileOf(...waivers)] }));
    expect(found.filter(({ code }) => code === 'waiver-unscoped').map(({ text }) => text)).toEqual([
      '1 waiver of a has patterns for names of specs, but neither a scope nor an expiry date.',
      '2 waivers of b have patterns for names of specs, but neither a scope nor an expiry date.',
      '1 waiver of c has patterns for names of specs, but neither a scope nor an expiry date.',
    ]);
  });

  test.each([
    [1, 'and 1 of 50 required specs is waived:'],
    [50, 'and 50 of 50 required specs are waived:'],
  ])('the finding that nothing passed counts the %i waived specs', async (count, text) => {
    const found = await textOf('nothing-passed', archiveWith(names), alone({ specs: names.slice(0, count) }));
    expect(found?.text).toContain(`Not one required spec that needs a connection to be blocked passed, ${text}`);
  });

  test('an additional spec that passed does not replace a required one', async () => {
    const cases = [...casesWith(names, 'failed'), { name: 'Netpol new' }];
    const found = await textOf('nothing-passed', upstreamArchive({ cases }), alone({ specs: names }));
    expect(found?.text).toContain('Not one required spec that needs a connection to be blocked passed, and ');
  });

  test('no waiver is missed if no required spec ran, even if an additional one did', async () => {
    const cases = [...casesWith(names, 'skipped'), { name: 'Netpol new' }];
    const options = alone({ specs: names, kubernetes: { from: '1.40', below: null } });
    expect(await textOf('waiver-not-fitting', upstreamArchive({ cases }), options)).toMatchObject({ specs: [] });
  });

  test('the files that point to several network plugins are named if the plugin is not known', async () => {
    const [daemonSets = ['', '']] = ciliumFiles();
    const items = [daemonSets[1], daemonSets[1].replaceAll('cilium', 'kindnet')].flatMap(
      (content) => (JSON.parse(content) as { items: unknown[] }).items,
    );
    const traces = ['cilium.io_v2_ciliumendpoints', 'crd.projectcalico.org_v1_felixconfigurations'].map(
      (name): [string, string] => [`resources/ns/kube-system/${name}.json`, '[]'],
    );
    const files = archiveWith([name], 'failed', [[daemonSets[0], JSON.stringify({ items })], ...traces]);
    const found = await textOf('cni-unknown', files, alone({ cni: { name: 'cilium', version: null } }));
    const paths = found?.evidence.map(({ path }) => path);
    expect(paths).toContain(daemonSets[0]);
    expect(paths).toEqual([...new Set(paths)].sort());
    expect(paths?.length).toBeGreaterThan(1);
  });
});
