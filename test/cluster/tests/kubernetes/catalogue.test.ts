import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { execa } from 'execa';
import { catalogueOf, isNetworkPolicySpec } from '../../../../results-parsers/standard/catalogue.ts';
import { factsIn, kubernetesSources, pinnedKubernetes } from '../../../catalogue/kubernetes-sources.ts';
import { buildParts, type Parts } from '../../builds/build-parts.ts';
import { TESTED_KUBERNETES } from '../../builds/tested-versions.ts';
import { say } from '../../progress/steps.ts';

const names = (catalogueOf(TESTED_KUBERNETES) ?? []).map(({ name }) => name).sort();

describe(`the catalogue of Kubernetes ${TESTED_KUBERNETES}`, () => {
  let parts: Parts;

  beforeAll(async () => {
    parts = await buildParts({ kubernetes: TESTED_KUBERNETES, engine: 'none' }, say);
  }, 60 * 60_000);

  test('names exactly the NetworkPolicy specs that the real e2e binary of that version lists', async () => {
    const binary = parts.binaries.find(({ component }) => component.name === 'e2e.test');
    const { stdout } = await execa(binary?.path ?? '', ['--list-tests']);
    const listed = stdout
      .split('\n')
      .map((line) => /^ {4}\S+:\d+: (.*)$/.exec(line)?.[1])
      .filter((name) => name !== undefined)
      .filter(isNetworkPolicySpec);
    expect(listed.sort()).toEqual(names);
  }, 60_000);

  test(
    'names exactly the specs that are read from the sources',
    async () => {
      const pinned = (await pinnedKubernetes()).find(({ minor }) => minor === TESTED_KUBERNETES);
      expect(pinned).toBeDefined();
      if (pinned !== undefined) expect((await factsIn(await kubernetesSources(pinned))).names.sort()).toEqual(names);
    },
    10 * 60_000,
  );
});

const MANIFEST = `func f() {
  configs[Agnhost] = Config{registry, "agnhost", "2.1"}
  configs[Pause] = Config{registry, "pause", "3.2"}
}`;
const PODS = 'func pods() { initializeResources(ctx, f, "x/a", "y/a") }';

describe('from sources of Kubernetes', () => {
  let sources = '';
  beforeAll(async () => {
    sources = await mkdtemp(join(tmpdir(), 'scs-networking-'));
    await write('network/common/framework.go', 'var SIGDescribe = framework.SIGDescribe("network")');
    await write('../utils/image/manifest.go', MANIFEST);
    await write('feature/feature.go', 'var A = framework.WithFeature(framework.ValidFeatures.Add("A"))');
  });
  afterAll(() => rm(sources, { recursive: true, force: true }));

  async function write(file: string, code: string): Promise<void> {
    const path = join(sources, 'test/e2e', file);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, `package x\n${code}\n`);
  }

  /** The names that are read from this code inside of `common.SIGDescribe("Netpol", func() {...})`. */
  async function namesOf(code: string): Promise<string[]> {
    await write(
      'network/netpol/network_policy.go',
      `var _ = common.SIGDescribe("Netpol", func() {\n${code}\n})\n${PODS}`,
    );
    return (await factsIn(sources)).names;
  }

  test('containers, specs, tags and labels become names', async () => {
    const code = `
      f := framework.NewDefaultFramework("netpol")
      ginkgo.BeforeEach(func() { prepare(f) })
      ginkgo.Context("between pods", func() {
        f.It("works", feature.A, "[LinuxOnly]", func() { check("It()") })
        ginkgo.It("ends in a blank [Feature:B] ", func() {})
      })`;
    expect(await namesOf(code)).toEqual([
      '[sig-network] Netpol between pods works [Feature:A] [LinuxOnly]',
      '[sig-network] Netpol between pods ends in a blank [Feature:B]',
    ]);
  });

  test('the tags of images and the largest number of pods of a spec are read', async () => {
    await namesOf('ginkgo.It("x", func() {})');
    expect(await factsIn(sources)).toMatchObject({ agnhost: '2.1', pause: '3.2', podsPerSpec: 2 });
  });

  test.each([
    ['a spec in a loop', 'for range 2 { ginkgo.It("x", func() {}) }'],
    ['a spec under a condition', 'if linux { ginkgo.It("x", func() {}) }'],
    ['a spec in a spec', 'ginkgo.It("x", func() { ginkgo.It("y", func() {}) })'],
    ['a table', 'ginkgo.DescribeTable("x", func() {}, ginkgo.Entry("y"))'],
    ['a computed text', 'ginkgo.It("x"+name, func() {})'],
    ['an unknown label', 'ginkgo.It("x", feature.Unknown, func() {})'],
    ['another label', 'f.It("x", f.WithSlow(), func() {})'],
    ['a focused spec', 'ginkgo.FIt("x", func() {})'],
    ['no spec', ''],
  ])('%s is refused', async (_what, code) => {
    await expect(namesOf(code)).rejects.toThrow(/expected (?:a tree of )?specs/);
  });
});
