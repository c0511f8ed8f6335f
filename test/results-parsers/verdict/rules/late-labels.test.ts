import { describe, expect, test } from '@jest/globals';
import type { Finding } from '../../../../results-parsers/index.ts';
import { catalogueSpecs } from '../../../../results-parsers/standard/catalogue-data.ts';
import { labelChangingSpecs } from '../../../../results-parsers/standard/label-changes.ts';
import { codesOf, evaluateFiles, mustFindings } from '../../building/evaluate.ts';
import { allOpen, failedByMatrix, isolated } from '../../building/failures.ts';
import { type ArchiveFiles, ciliumFiles, ownArchive, requiredCases, upstreamArchive } from '../../building/sonobuoy.ts';
import { archiveWith, casesWith, evaluated, name } from '../../building/waivers.ts';

const [first = '', second = '', third = ''] = [...labelChangingSpecs.keys()].sort();

async function lateLabels(files: ArchiveFiles): Promise<Finding | undefined> {
  return mustFindings(await evaluated(files)).find(({ code }) => code === 'labels-late');
}

test('the list of specs that change labels is exactly that of the catalogue', () => {
  const known = catalogueSpecs.filter(({ exercises }) => exercises.startsWith('a label added to'));
  expect(known.map((spec) => spec.name).sort()).toEqual([first, second, third]);
});

describe('a late label is named as a possible cause', () => {
  test.each<[what: string, version: string]>([
    ['the first release with the delay', '1.18.0'],
    ['a later one', '1.20.2'],
    ['an unknown version', 'main'],
  ])('if Cilium is %s', async (_what, version) => {
    const found = await lateLabels(archiveWith([first], 'failed', ciliumFiles(version)));
    expect(found).toMatchObject({ effect: 'advises', specs: [first] });
    expect(found?.text).toMatch(
      /^1 spec that changes a label did not pass at once: 'should allow ingress access from updated namespace'\. Cilium \(since 1\.18\)/,
    );
    expect(found?.remedy).toContain('identity-max-jitter');
  });

  test('for all specs that it may have affected, after the failures, and without changing them', async () => {
    const verdict = await evaluated(archiveWith([first, third, name], 'failed', ciliumFiles()));
    expect(codesOf(verdict)).toEqual(['specs-failed', 'labels-late', 'waiver-not-fitting']);
    expect(verdict.verdict).toBe('non-compliant');
    const found = mustFindings(verdict)[1];
    expect(found?.text).toMatch(/^2 specs that change a label /);
    expect(found?.specs).toEqual([first, third]);
    expect(found?.evidence).toEqual([{ path: 'plugins/e2e/results/global/junit_01.xml', line: null }]);
  });

  test('for a spec that passed in a later attempt', async () => {
    const attempts = [{ cases: casesWith([second], 'failed') }, { cases: [{ name: second }] }];
    const files = new Map([...ownArchive({ attempts }), ...ciliumFiles()]);
    const verdict = await evaluateFiles(files);
    expect(codesOf(verdict)).toEqual(['labels-late', 'specs-flaky']);
    expect(verdict.verdict).toBe('compliant');
  });
});

describe('a late label is not named as a cause', () => {
  const kindnetFiles = ciliumFiles()
    .slice(0, 1)
    .map(([path, text]): [string, string] => [path, text.replaceAll('cilium', 'kindnet')]);
  const leaking = requiredCases().map((spec) => failedByMatrix(spec.name, isolated, allOpen));
  test.each<[what: string, files: ArchiveFiles]>([
    ['if the release of Cilium has no such delay', archiveWith([first], 'failed', ciliumFiles('1.17.9'))],
    ['if no network plugin is known', archiveWith([first])],
    ['if the network plugin is another one', archiveWith([first], 'failed', kindnetFiles)],
    [
      'if Cilium has only left traces',
      archiveWith([first], 'failed', [['resources/cluster/cilium.io_v2_ciliumidentities.json', '{"items":[{}]}']]),
    ],
    ['for specs that change no label', archiveWith([name], 'failed', ciliumFiles())],
    ['for specs that passed', archiveWith([], 'failed', ciliumFiles())],
    ['for specs that were skipped', archiveWith([first], 'skipped', ciliumFiles())],
    ['if no policy is enforced at all', new Map([...upstreamArchive({ cases: leaking }), ...ciliumFiles()])],
  ])('%s', async (_what, files) => {
    expect(await lateLabels(files)).toBeUndefined();
  });
});
