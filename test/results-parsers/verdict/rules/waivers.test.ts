import { describe, expect, test } from '@jest/globals';
import type { Verdict } from '../../../../results-parsers/index.ts';
import { codesOf, mustFindings, type Options } from '../../building/evaluate.ts';
import { flannelArchive } from '../../building/flannel.ts';
import { junitXml } from '../../building/junit.ts';
import { type ArchiveFiles, ciliumFiles, ownArchive, requiredCases, upstreamArchive } from '../../building/sonobuoy.ts';
import { alone, archiveWith, casesWith, evaluated, fileOf, name, other, type State } from '../../building/waivers.ts';
import { waiver } from '../../waivers/building.ts';

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

  test('is reported as waived, with the waiver and its outcome', async () => {
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

  test('and that two waivers name is reported once, under the one with a scope', async () => {
    const pattern = waiver({ id: 'a', specs: [name], pattern: 'x' });
    const verdict = await evaluated(archiveWith([name]), {
      waivers: [fileOf(pattern, waiver({ id: 'b', specs: [name] }))],
    });
    expect(codesOf(verdict)).toEqual(['specs-waived', 'waiver-unscoped']);
    expect(mustFindings(verdict)[0]?.text).toMatch(/by the waiver b\.$/);
    expect(verdict.specs.find((spec) => spec.name === name)?.waivedBy).toEqual(['b', 'a']);
  });

  test('does not exempt another spec', async () => {
    const verdict = await evaluated(archiveWith([name, other]), alone());
    expect(verdict.verdict).toBe('non-compliant');
    expect(mustFindings(verdict)).toMatchObject([{ code: 'specs-failed', specs: [other] }, { code: 'specs-waived' }]);
  });
});

describe('a waiver fits only if its condition is known to hold:', () => {
  const cilium = ciliumFiles();
  const of120 = { name: 'cilium', version: { from: '1.20', below: '1.21' } } as const;
  test.each<[what: string, waives: boolean, files: ArchiveFiles, Options]>([
    ['the version of Kubernetes', true, archiveWith([name]), alone({ kubernetes: { from: '1.36', below: null } })],
    ['another version', false, archiveWith([name]), alone({ kubernetes: { from: null, below: '1.36' } })],
    [
      'no version of the server, although there is one of the e2e binary',
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
    ['no known plugin', false, archiveWith([name]), alone({ cni: { name: 'cilium', version: null } })],
    ['the plugin’s version', true, archiveWith([name], 'failed', cilium), alone({ cni: of120 })],
    [
      'another version of the plugin',
      false,
      archiveWith([name], 'failed', ciliumFiles('1.21.0')),
      alone({ cni: of120 }),
    ],
    ['no known version of the plugin', false, archiveWith([name], 'failed', cilium.slice(1)), alone({ cni: of120 })],
    ['the day of the run is its last day', true, archiveWith([name]), alone({ expires: '2026-11-22' })],
    ['it ended before the run', false, archiveWith([name]), alone({ expires: '2026-11-21' })],
    ['the requested day is its last day', true, archiveWith([name]), { ...alone(), asOf: '2027-06-30' }],
    ['it ends before the requested day', false, archiveWith([name]), { ...alone(), asOf: '2027-07-01' }],
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

  test("a run in another namespace is recognised by Sonobuoy's settings, whatever the name and the order of the files", async () => {
    const config = JSON.stringify({ UUID: '1', Version: 'v0.57.5', Namespace: 'conformance' });
    const endpoints = ciliumFiles('1.20.2', 'conformance').slice(1);
    const files = archiveWith([], 'failed', [['meta/config.json', config], ...endpoints]);
    const verdict = await evaluated(files);
    expect(verdict.subject.cni).toMatchObject({ name: 'cilium', version: null });
    const reversed = await evaluated(new Map([...files].reverse()));
    expect({ ...reversed, archive: null }).toEqual({ ...verdict, archive: null });
    const elsewhere = await evaluated(archiveWith([], 'failed', endpoints));
    expect(elsewhere.subject.cni.name).toBeNull();
  });

  test('a network plugin that creates nothing for pods is recognised only if our runner saw it and the archive shows it', async () => {
    const flannel = alone({ cni: { name: 'flannel', version: null } });
    const { verdict, subject } = await evaluated(flannelArchive(), flannel);
    expect([verdict, subject.cni.name, subject.cni.version]).toEqual(['compliant', 'flannel', '0.28.1']);
    const [unasked, unseen] = [flannelArchive({ asked: null }), flannelArchive({ files: [] })];
    for (const files of [unasked, unseen]) {
      expect(await evaluated(files, flannel)).toMatchObject({
        verdict: 'non-compliant',
        subject: { cni: { name: null } },
      });
    }
  });

  test('the files by which the network plugin was recognised are evidence, with their digests', async () => {
    const { evidence } = await evaluated(archiveWith([], 'failed', cilium));
    expect(evidence.map(({ path }) => path)).toContain('resources/ns/kube-system/apps_v1_daemonsets.json');
    const bare = new Map([['junit_01.xml', junitXml({ cases: requiredCases() })], ...cilium]);
    const verdict = await evaluated(bare);
    expect(verdict.subject.cni.candidates[0]?.name).toBe('cilium');
    expect(verdict.evidence).toHaveLength(cilium.length + 1);
  });
});

describe('the verdict records', () => {
  test('that the default waivers were in force, and no others', async () => {
    const { inputs, waivers, waiversAsOf } = await evaluated(upstreamArchive());
    expect(inputs).toMatchObject({ waivers: [], defaultWaivers: true, asOf: null, strictFlakes: false });
    expect(waivers.map(({ id, status }) => [id, status])).toEqual([
      ['scs-cilium-pod-cidr', 'not-fitting'],
      ['scs-namespace-update-flake', 'not-fitting'],
      ['scs-sctp-connectivity', 'unused'],
    ]);
    expect(waiversAsOf).toBe('2026-11-22');
  });

  test('the files of waivers by digest, in a fixed order, and the requested day', async () => {
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

  test.each(['2026-02-30', '22.11.2026', '2026-11-22T00:00:00Z', ''])(
    'no day that does not exist: %j',
    async (asOf) => {
      await expect(evaluated(upstreamArchive(), { asOf })).rejects.toMatchObject({ code: 'USAGE' });
    },
  );

  test('no two waivers with the same id', async () => {
    const twice = { waivers: [fileOf(waiver()), { ...fileOf(waiver({ source: 'b' })), source: 'b' }] };
    await expect(evaluated(upstreamArchive(), twice)).rejects.toMatchObject({ code: 'USAGE' });
  });
});
