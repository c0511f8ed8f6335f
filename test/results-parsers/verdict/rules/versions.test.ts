import { describe, expect, test } from '@jest/globals';
import { catalogueMinors, previewMinors } from '../../../../results-parsers/standard/catalogue.ts';
import { catalogueReleases } from '../../../../results-parsers/standard/catalogue-data.ts';
import { codesOf, evaluateFiles, mustFindings } from '../../building/evaluate.ts';
import { allOpen, failedByMatrix, isolated } from '../../building/failures.ts';
import type { BuiltCase } from '../../building/junit.ts';
import {
  type ArchiveFiles,
  OWN_RESULTS,
  ownArchive,
  requiredCases,
  UPSTREAM_RESULTS,
  upstreamArchive,
} from '../../building/sonobuoy.ts';

const LOG = `${UPSTREAM_RESULTS}e2e.log`;
const DEFINITION = 'plugins/e2e/definition.json';
const untagged = JSON.stringify({ Definition: { spec: { image: 'conformance:latest' } } });

async function findingOf(code: string, files: ArchiveFiles) {
  return mustFindings(await evaluateFiles(files)).find((finding) => finding.code === code);
}

function without(files: ArchiveFiles, ...paths: string[]): ArchiveFiles {
  for (const path of paths) files.delete(path);
  return files;
}

describe('an unknown version is reported with what was given instead:', () => {
  test('of the server', async () => {
    const said = await findingOf(
      'server-version-unknown',
      upstreamArchive().set('serverversion.json', '{"gitVersion":"x1"}'),
    );
    expect(said?.text).toContain("version is not known: 'x1' is not a version, so");
    expect(said?.evidence).toEqual([{ path: 'serverversion.json', line: null }]);
    const silent = await findingOf('server-version-unknown', without(upstreamArchive(), 'serverversion.json'));
    expect(silent?.text).toContain('version is not known, so');
    expect(silent?.evidence).toEqual([]);
  });

  test('of the e2e binary', async () => {
    const files = () => upstreamArchive().set(DEFINITION, untagged);
    const said = await findingOf('e2e-version-unknown', files().set(LOG, 'e2e.go] e2e test version: x1\n'));
    expect(said?.text).toContain("The version of the e2e binary is not known: 'x1' is not a version. Neither");
    expect(said?.evidence).toEqual([{ path: LOG, line: null }]);
    const silent = await findingOf('e2e-version-unknown', files());
    expect(silent?.text).toContain('The version of the e2e binary is not known. Neither');
    expect(silent?.evidence).toEqual([]);
  });
});

test('a text that is not a version differs from a missing version, and is not reported as a version', async () => {
  const files = upstreamArchive().set(LOG, 'e2e.go] kube-apiserver version: x1\n');
  expect(codesOf(await evaluateFiles(files))).toEqual([]);
});

describe('the catalogue is reported with the versions that it covers', () => {
  const known = `${catalogueMinors.at(0)} to ${catalogueMinors.at(-1)}`;
  const names = requiredCases().map(({ name }) => name);
  const specList = `The following spec names can be used:\n${names.map((name) => `    a/b.go:7: ${name}\n`).join('')}`;
  const record = (e2e: string) => ({ specList, record: { versions: { e2e, ginkgo: null, node: 'v24.0.0' } } });
  const serverOf = (files: ArchiveFiles, gitVersion: string) =>
    files.set('serverversion.json', JSON.stringify({ gitVersion }));

  test('if the list of the run takes its place', async () => {
    const found = await findingOf('catalogue-from-run', serverOf(ownArchive(record('v1.99.0')), 'v1.99.0'));
    expect(found?.text).toMatch(
      new RegExp(`^The catalogue covers Kubernetes ${known}, not 1\\.99: the 50 NetworkPolicy specs that`),
    );
    expect(found?.evidence).toEqual([{ path: `${OWN_RESULTS}spec-list.txt`, line: null }]);
    const unknown = await findingOf('catalogue-from-run', serverOf(ownArchive(record('x')), 'y'));
    expect(unknown?.text).toContain("The cluster's Kubernetes version is not known: the");
  });

  test('and what it knows about a spec applies to a newer version, too, even if the tags of the spec have moved', async () => {
    const moved = (name: string): string =>
      name.replace('] [Feature:NetworkPolicy]', '] [Feature:NetworkPolicy] [Slow]');
    const movedNames = names.map(moved);
    const cases = movedNames.map((name) => ({
      name,
      state: name.includes('using SCTP') ? ('skipped' as const) : ('passed' as const),
    }));
    const listed = movedNames.map((name) => `    a/b.go:7: ${name}\n`).join('');
    const newer = { ...record('v1.99.0'), attempts: [{ cases }], specList: listed };
    const verdict = await evaluateFiles(serverOf(ownArchive(newer), 'v1.99.0'));
    expect(verdict).toMatchObject({ verdict: 'compliant', summary: { required: 50, waived: 3, passed: 47 } });
    expect(verdict.specs.map(({ exercises }) => exercises)).not.toContain(null);
    const found = mustFindings(verdict).find(({ code }) => code === 'catalogue-from-run');
    expect(found?.text).toContain(
      ` What is known about 50 of them comes from the catalogue of Kubernetes ${catalogueReleases.at(-1)?.minor}`,
    );
  });

  test('if nothing takes its place', async () => {
    const of199 = JSON.stringify({ Definition: { spec: { image: 'conformance:v1.99.0' } } });
    const found = await findingOf('catalogue-missing', serverOf(upstreamArchive().set(DEFINITION, of199), 'v1.99.0'));
    expect(found?.text).toContain(`The catalogue covers Kubernetes ${known}, not 1.99, and`);
    const other = upstreamArchive({ cases: [{ name: 'Pods should run' }] }).set(DEFINITION, untagged);
    const unknown = await findingOf('catalogue-missing', serverOf(other, 'y'));
    expect(unknown?.text).toContain("The cluster's Kubernetes version is not known, and");
  });
});

describe('a version that has a preview', () => {
  const minor = previewMinors.at(-1) ?? '1.99';
  const of = (cases: BuiltCase[]) =>
    evaluateFiles(
      upstreamArchive({ cases })
        .set('serverversion.json', JSON.stringify({ gitVersion: `v${minor}.0` }))
        .set(DEFINITION, JSON.stringify({ Definition: { spec: { image: `conformance:v${minor}.0` } } })),
    );

  test('acquits nobody', async () => {
    const verdict = await of(requiredCases());
    expect(verdict.verdict).toBe('inconclusive');
    expect(verdict.catalogue.source).toBe('newest-known-minor');
    const text = mustFindings(verdict).find(({ code }) => code === 'catalogue-missing')?.text ?? '';
    const isPreview = previewMinors.includes(minor);
    expect(text.includes(`What is known about Kubernetes ${minor} was read before its release`)).toBe(isPreview);
  });

  test('is judged non-compliant by what the newest release before it requires', async () => {
    const [first, ...others] = requiredCases();
    const leaked = failedByMatrix(first?.name ?? '', isolated, allOpen);
    expect((await of([leaked, ...others])).verdict).toBe('non-compliant');
  });
});

describe('if results are missing, the verdict says where it looked for them:', () => {
  test('it names the plugins that the archive has instead', async () => {
    const others = new Map(
      [...upstreamArchive()].map(([path, content]) => [path.replace('/e2e/', '/systemd-logs/'), content]),
    );
    expect((await findingOf('plugin-missing', others))?.text).toMatch(/e2e, only of systemd-logs\.$/);
    const none = new Map([...upstreamArchive()].filter(([path]) => !path.startsWith('plugins/')));
    none.set('meta/info.json', '{"plugins":[]}');
    expect((await findingOf('plugin-missing', none))?.text).toMatch(/e2e, or of any other\.$/);
  });

  test('it names the directory of the plugin, or the files that were given', async () => {
    const found = await findingOf('junit-missing', without(upstreamArchive(), `${UPSTREAM_RESULTS}junit_01.xml`));
    expect(found?.text).toMatch(/^There is no JUnit of the e2e suite under plugins\/e2e\/results\/,/);
    const bare = await findingOf('junit-missing', new Map([['e2e.log', 'e2e test version: v1.36.3\n']]));
    expect(bare?.text).toMatch(/^There is no JUnit of the e2e suite among these files,/);
  });
});
