import { describe, expect, test } from '@jest/globals';
import { defaultWaivers, type Verdict, type Waiver } from '../../../results-parsers/index.ts';
import { specSets } from '../../../results-parsers/standard/waivers/spec-sets.ts';
import { codesOf, mustFindings, type Options } from '../building/evaluate.ts';
import { type ArchiveFiles, ciliumFiles, ownArchive, requiredCases, upstreamArchive } from '../building/sonobuoy.ts';
import { alone, archiveWith, casesWith, evaluated, fileOf, name, other } from '../building/waivers.ts';
import { waiver } from '../standard/waivers/building.ts';

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
