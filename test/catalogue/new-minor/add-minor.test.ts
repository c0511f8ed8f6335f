import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { execa } from 'execa';
import { catalogueReleases, catalogueSpecs } from '../../../results-parsers/standard/catalogue-data.ts';
import { compareVersions } from '../../../results-parsers/standard/versions.ts';
import { EngineTable } from '../../cluster/matrix/engine-table.ts';
import { pinsIn } from '../kubernetes-sources.ts';
import { addMinor, type NewMinor } from './add-minor.ts';
import { newestRelease } from './served-release.ts';

const ROOT = join(import.meta.dirname, '../../..');
const RECORDED = join(import.meta.dirname, '../recorded');
const PINS = 'test/cluster/modules/kubernetes';
/** Recorded answers of the module proxy for k8s.io/kubernetes. Of the archives, only the files are kept from which the catalogue is read. */
const RELEASES = ['v1.36.3', 'v1.37.2'];
const isBefore = (minor: string): boolean => (compareVersions(minor, '1.37') ?? 0) < 0;

let directory = '';
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'scs-networking-minor-'));
});
afterAll(async () => {
  // The go command makes its downloads read-only.
  await execa('chmod', ['-R', 'u+w', directory]);
  await rm(directory, { recursive: true, force: true });
});

/** A module proxy with the recorded answers. @param staging whether it also has the modules that a cluster needs */
async function proxy(name: string, staging: boolean): Promise<Record<string, string>> {
  const files = join(directory, name);
  const own = join(files, 'k8s.io/kubernetes/@v');
  await mkdir(own, { recursive: true });
  await writeFile(join(own, 'list'), RELEASES.join('\n'));
  for (const release of RELEASES)
    for (const ending of ['info', 'mod', 'zip'])
      await cp(join(RECORDED, `${release}.${ending}`), join(own, `${release}.${ending}`));
  const goMod = await readFile(join(RECORDED, 'v1.37.2.mod'), 'utf8');
  for (const [, module = ''] of staging ? goMod.matchAll(/^\t(\S+) => \.\/staging/gm) : []) {
    await mkdir(join(files, module, '@v'), { recursive: true });
    await writeFile(join(files, module, '@v/v0.37.2.info'), '{"Version":"v0.37.2","Time":"2026-10-27T12:01:04Z"}');
    await writeFile(join(files, module, '@v/v0.37.2.mod'), `module ${module}\n`);
  }
  return {
    GOPROXY: pathToFileURL(files).href,
    GONOSUMDB: '*',
    GOFLAGS: '-mod=mod',
    GOMODCACHE: join(directory, 'cache', name),
  };
}

/** A tree without Kubernetes 1.37. */
async function treeBefore(name: string): Promise<string> {
  const root = join(directory, `tree-${name}`);
  for (const path of ['test/catalogue', 'results-parsers/standard', PINS, 'test/cluster/modules/sonobuoy', 'docs'])
    await mkdir(join(root, path), { recursive: true });
  const sums = pinsIn(await readFile(join(ROOT, 'test/catalogue/go.sum'), 'utf8'));
  const before = sums.filter(({ minor }) => isBefore(minor)).map(({ line }) => line);
  await writeFile(join(root, 'test/catalogue/go.sum'), `${before.join('\n')}\n`);
  await cp(join(ROOT, PINS, '1.36'), join(root, PINS, '1.36'), { recursive: true });
  const table = EngineTable.parse(JSON.parse(await readFile(join(ROOT, 'docs/engines.json'), 'utf8')));
  const rows = table.rows.filter(({ kubernetes }) => kubernetes.startsWith('v1.36.'));
  await writeFile(join(root, 'docs/engines.json'), JSON.stringify({ ...table, rows, pending: [] }));
  return root;
}

const known: NewMinor['known'] = {
  releases: catalogueReleases.filter(({ minor }) => isBefore(minor)),
  specs: catalogueSpecs
    .filter(({ since }) => isBefore(since))
    .map((spec) => ({
      ...spec,
      until: spec.until !== null && isBefore(spec.until) && spec.until !== '1.36' ? spec.until : null,
    })),
};

describe('Kubernetes 1.37 is added to a tree without it', () => {
  let root = '';
  let left: string[] = [];
  const tidied: string[] = [];
  const read = (path: string): Promise<string> => readFile(join(root, path), 'utf8');

  beforeAll(async () => {
    root = await treeBefore('whole');
    left = await addMinor({
      ...{ minor: '1.37', root, known, say: () => undefined },
      command: { environment: await proxy('whole', true) },
      tidy: async (pins) => void tidied.push(await readFile(join(pins, 'go.mod'), 'utf8')),
    });
  }, 120_000);

  test('with the newest release that the proxy lists, as a line of go.sum', async () => {
    const pins = pinsIn(await read('test/catalogue/go.sum'));
    expect(pins.map(({ release }) => release)).toEqual(
      catalogueReleases.filter(({ minor }) => isBefore(minor) || minor === '1.37').map(({ release }) => release),
    );
  });

  test('with its catalogue, its image and the pods of its specs', async () => {
    const text = await read('results-parsers/standard/catalogue-data.ts');
    expect(text).toContain(
      "{ minor: '1.37', release: 'v1.37.2', isPreview: false, agnhost: '2.66.1', podsPerSpec: 5 },",
    );
    expect(text.match(/since: '1\.37'/g)).toHaveLength(catalogueSpecs.filter(({ since }) => since === '1.37').length);
    expect(text.match(/ name: /g)).toHaveLength(
      catalogueSpecs.filter(({ since }) => isBefore(since) || since === '1.37').length,
    );
  });

  test('with pins of the modules for the test cluster, which are then completed', async () => {
    expect(tidied).toHaveLength(1);
    const committed = await readFile(join(ROOT, PINS, '1.37/go.mod'), 'utf8');
    const blocks =
      /^(?:tool|replace) \([^)]*\)|^(?:go|godebug) .*$|^\s(?:github\.com\/onsi\/ginkgo\/v2|k8s\.io\/kubernetes) v\S+/gm;
    expect(new Set(tidied[0]?.match(blocks))).toEqual(new Set(committed.match(blocks)));
    expect(JSON.parse(await read(`${PINS}/1.37/images.json`))).toEqual(
      JSON.parse(await readFile(join(ROOT, PINS, '1.37/images.json'), 'utf8')),
    );
  });

  test('with its rows listed as missing, and its line on the page of supported versions', async () => {
    const { pending } = EngineTable.parse(JSON.parse(await read('docs/engines.json')));
    expect(pending.length).toBeGreaterThan(5);
    expect(new Set(pending.map(({ minor }) => minor))).toEqual(new Set(['1.37']));
    expect(await read('docs/engines.md')).toContain('## Rows that are still missing');
    expect(await read('docs/kubernetes.md')).toContain('| 1.37 | catalogue only | v1.37.2 | 2.66.1 | 5 |');
  });

  test('with a list of what a person has to decide', () => {
    expect(left).toEqual([
      expect.stringMatching(/^New: '.*should not allow all ports if it cannot limit to the requested port .*record/),
      expect.stringMatching(/^Sources of the specs that differ from v1\.36\.3: .*network_policy\.go/),
      expect.stringMatching(/^Waivers of the default profile: scs-/),
      "The specs' image is agnhost:2.66.1 instead of 2.63.0. Mirrors need it.",
      expect.stringMatching(/^The test cluster has pins\. Try them: npm run cluster -- up --kubernetes 1\.37;/),
    ]);
  });
});

describe('a minor that the proxy serves only in part', () => {
  test('gets a catalogue but no cluster, and the missing modules are named', async () => {
    const root = await treeBefore('no-cluster');
    const left = await addMinor({
      ...{ minor: '1.37', root, known, say: () => undefined },
      command: { environment: await proxy('no-cluster', false) },
      tidy: () => Promise.reject(new Error('nothing to complete')),
    });
    expect(left.at(-1)).toMatch(/^No cluster: the module proxy does not serve k8s\.io\/api@v0\.37\.2, /);
    expect(await readFile(join(root, 'results-parsers/standard/catalogue-data.ts'), 'utf8')).toContain("'1.37'");
    await expect(readFile(join(root, PINS, '1.37/go.mod'))).rejects.toThrow('ENOENT');
  }, 120_000);

  test('is refused with a message if the proxy serves nothing of it, and nothing is written', async () => {
    const root = await treeBefore('nothing');
    const before = await readFile(join(root, 'test/catalogue/go.sum'), 'utf8');
    const adding = addMinor({
      ...{ minor: '1.39', root, known, say: () => undefined },
      command: { environment: await proxy('nothing', false) },
      tidy: () => Promise.resolve(),
    });
    await expect(adding).rejects.toMatchObject({
      code: 'USAGE',
      message:
        'expected the module proxy to serve k8s.io/kubernetes of 1.39, found none; the newest that it lists is v1.37.2',
    });
    expect(await readFile(join(root, 'test/catalogue/go.sum'), 'utf8')).toBe(before);
  });
});

describe('the release of a minor', () => {
  test.each([
    [['v1.38.0-beta.0', 'v1.37.2'], 'v1.38.0-beta.0'],
    [['v1.38.0-alpha.2', 'v1.38.0-beta.0', 'v1.38.0-rc.1'], 'v1.38.0-rc.1'],
    [['v1.38.0-rc.1', 'v1.38.0', 'v1.38.2', 'v1.38.10'], 'v1.38.10'],
  ])('of the versions %j is %s', (listed, found) => {
    expect(newestRelease('1.38', listed)).toBe(found);
  });
});
