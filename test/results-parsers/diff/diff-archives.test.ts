import { describe, expect, test } from '@jest/globals';
import { diffArchives } from '../../../results-parsers/diff/diff-archives.ts';
import { ArchiveDiff, archiveDiffJson, type SpecDiff } from '../../../results-parsers/documents/archive-diff.ts';
import type { Verdict } from '../../../results-parsers/index.ts';
import type { CaseState } from '../../../results-parsers/junit/junit-report.ts';
import { archiveDiffText } from '../../../results-parsers/report/archive-diff-text.ts';
import { builtNode, CLUSTER_ID, clusterFiles } from '../building/cluster.ts';
import { evaluateFiles } from '../building/evaluate.ts';
import { allOpen, failedByMatrix, isolated } from '../building/failures.ts';
import type { BuiltCase } from '../building/junit.ts';
import { type ArchiveFiles, ciliumFiles, ownArchive, requiredCases, upstreamArchive } from '../building/sonobuoy.ts';

const [first, ...others] = requiredCases();
const name = first?.name ?? '';

async function withFirst(...firsts: BuiltCase[]): Promise<Verdict> {
  return await evaluateFiles(upstreamArchive({ cases: [...firsts, ...others] }));
}

function withFiles(...files: [string, string][]): ArchiveFiles {
  return new Map([...upstreamArchive(), ...files]);
}

const compliant = await evaluateFiles(upstreamArchive());
const failing = await withFirst(failedByMatrix(name, isolated, allOpen));

describe('nothing that matters changed', () => {
  test('between an archive and itself', () => {
    const diff = diffArchives(failing, failing);
    expect(diff).toMatchObject({ matters: false, clauses: [], specs: [], facts: [], waivers: [] });
    expect(archiveDiffText(diff)).toMatch(
      /^NOTHING THAT MATTERS CHANGED: both are non-compliant\n[\s\S]*the same bytes as A\n$/,
    );
  });

  test.each([
    [
      'the patch of Kubernetes',
      ['serverversion.json', '{"gitVersion":"v1.36.4+k3s1"}'],
      ['Kubernetes', 'vendor suffix'],
    ],
    [
      'Sonobuoy',
      ['meta/config.json', '{"UUID":"79d04540-4be2-4da9-86f3-d9a2cb77f7ba","Version":"v0.57.4"}'],
      ['Sonobuoy'],
    ],
  ] as [string, [string, string], string[]][])('if it is only %s', async (_, file, names) => {
    const diff = diffArchives(compliant, await evaluateFiles(withFiles(file)));
    expect(diff).toMatchObject({ matters: false, specs: [] });
    expect(diff.facts.map((fact) => fact.name)).toEqual(names);
  });

  test('if it is only the cluster and its nodes', async () => {
    const after = await evaluateFiles(withFiles(...clusterFiles([builtNode('n1'), builtNode('n2', '6.12.1')])));
    const diff = diffArchives(await evaluateFiles(withFiles(...clusterFiles([builtNode('n1')], 'other'))), after);
    expect(diff.matters).toBe(false);
    expect(diff.facts).toMatchObject([
      { name: 'cluster', a: 'other', b: CLUSTER_ID },
      { name: 'nodes', a: expect.stringMatching(/^1 node: Debian/), b: expect.stringMatching(/^2 nodes: 1 with/) },
    ]);
    expect(diffArchives(compliant, after).facts).toContainEqual({ name: 'addresses', a: null, b: 'IPv4' });
  });

  test('if it is only the network plugin, with the waivers that then fit', async () => {
    const diff = diffArchives(compliant, await evaluateFiles(withFiles(...ciliumFiles())));
    expect(diff.matters).toBe(false);
    expect(diff.facts).toEqual([
      { name: 'nodes', a: null, b: '1 node' },
      { name: 'addresses', a: null, b: 'IPv4' },
      { name: 'network plugin', a: null, b: 'cilium' },
      { name: 'network plugin version', a: null, b: '1.20.2' },
    ]);
    expect(diff.waivers).toEqual([{ id: 'scs-cilium-pod-cidr', a: 'not-fitting', b: 'unused' }]);
    expect(archiveDiffText(diff)).toMatch(
      /\nFACTS\n[\s\S]* {2}network plugin: from nothing to cilium\n[\s\S]*\nWAIVERS\n {2}scs-cilium-pod-cidr: from not-fitting to unused\n$/,
    );
  });
});

describe('what matters', () => {
  test('is a spec that fails, with its text', () => {
    const diff = diffArchives(compliant, failing);
    expect(diff).toMatchObject({
      matters: true,
      verdict: { a: 'compliant', b: 'non-compliant' },
      clauses: [{ id: 'network-policy', outcome: { a: 'satisfied', b: 'not-satisfied' } }],
      specs: [{ name, change: 'worse', a: { outcome: 'passed', reason: null }, b: { outcome: 'failed' } }],
    });
    const text = archiveDiffText(diff);
    expect(text).toMatch(/^CHANGED: from compliant to non-compliant\n/);
    expect(text).toMatch(/\nWORSE {5}1 spec\n\n {2}1 spec from passed to failed\n/);
    expect(text).toMatch(/\n {8}B: .*should be blocked/);
  });

  test('is the same if the archives are swapped', () => {
    const diff = diffArchives(failing, compliant);
    expect(diff).toMatchObject({ matters: true, specs: [{ name, change: 'better' }] });
    expect(archiveDiffText(diff)).toMatch(/\nBETTER {4}1 spec\n\n {2}1 spec from failed to passed\n/);
  });

  test('is a finding that leaves the clause undetermined, even if no spec changed', async () => {
    const truncated = await evaluateFiles(withFiles(['meta/info.json', 'no JSON']));
    const diff = diffArchives(compliant, truncated);
    expect(diff).toMatchObject({ matters: true, specs: [], clauses: [{ findings: { a: [] } }] });
    expect(diff.clauses[0]?.findings.b.map(({ code }) => code)).toEqual(['metadata-unreadable']);
    expect(archiveDiffText(diff)).toMatch(/\n {2}only B:\n {2}\? /);
  });

  test('is a different finding of that kind with the same outcome', async () => {
    const [a, b] = [
      await evaluateFiles(withFiles(['meta/info.json', 'no JSON'])),
      await evaluateFiles(withFiles(['serverversion.json', '{"gitVersion":"v1.36"}'])),
    ];
    const diff = diffArchives(a, b);
    expect(diff).toMatchObject({ matters: true, verdict: { a: 'inconclusive', b: 'inconclusive' } });
    expect(archiveDiffText(diff)).toContain('UNDETERMINED as before, for other reasons');
  });

  const state = (of: CaseState): BuiltCase => ({ name, state: of as Exclude<CaseState, 'unreadable'> });
  test.each([
    ['passed', 'skipped', 'worse'],
    ['skipped', 'failed', 'worse'],
    ['failed', 'timedout', 'better'],
    ['timedout', 'interrupted', 'other'],
    ['skipped', 'timedout', 'other'],
    ['interrupted', 'passed', 'better'],
  ] as [CaseState, CaseState, SpecDiff['change']][])('is a spec that went from %s to %s: %s', async (a, b, change) => {
    const { specs, matters } = diffArchives(await withFirst(state(a)), await withFirst(state(b)));
    expect({ matters, changes: specs.map((spec) => spec.change) }).toEqual({ matters: true, changes: [change] });
  });

  test('is a flake', async () => {
    const flaky = await evaluateFiles(
      ownArchive({ attempts: [{ cases: [{ name, state: 'failed' }, ...others] }, { cases: [{ name }] }] }),
    );
    const { specs } = diffArchives(await evaluateFiles(ownArchive()), flaky);
    expect(specs).toMatchObject([{ name, change: 'worse', a: { outcome: 'passed' }, b: { outcome: 'flaky' } }]);
  });

  test.each([
    ['passed', 'other'],
    ['failed', 'worse'],
  ] as ['passed' | 'failed', SpecDiff['change']][])(
    'is a spec that is not required and %s: %s',
    async (outcome, change) => {
      const further = '[sig-network] Netpol should do more [Feature:NetworkPolicy]';
      const b = await withFirst({ name }, { name: further, state: outcome });
      expect(diffArchives(compliant, b).specs).toMatchObject([{ name: further, change, a: null }]);
      expect(diffArchives(b, compliant).specs).toMatchObject([
        { name: further, change: { other: 'other', worse: 'better', better: 'worse' }[change], b: null },
      ]);
    },
  );
});

test('a spec whose tags were moved by another version of Kubernetes is the same spec', async () => {
  const older = await evaluateFiles(
    new Map([...upstreamArchive({ cases: requiredCases('1.30') }), ['serverversion.json', '{"gitVersion":"v1.30.0"}']]),
  );
  const { specs, facts } = diffArchives(older, compliant);
  expect(specs).toEqual([]);
  expect(facts).toContainEqual({ name: 'catalogue', a: '1.30', b: '1.36' });
});

describe('what changed', () => {
  test('is sorted by the names of specs, fits its schema, and always gives the same bytes', async () => {
    const nothing = await evaluateFiles(upstreamArchive({ cases: [] }));
    const diff = diffArchives(compliant, nothing);
    const names = diff.specs.map((spec) => spec.name);
    expect(names).toHaveLength(50);
    expect(names).toEqual([...names].sort());
    const reversed = ArchiveDiff.parse(Object.fromEntries(Object.entries(diff).reverse()));
    expect(archiveDiffJson(reversed)).toBe(archiveDiffJson(diff));
    expect(ArchiveDiff.parse(JSON.parse(archiveDiffJson(diff)))).toEqual(diff);
  });

  test('is printed with the failures first, in 80 columns except for digests', async () => {
    const [, second, ...rest] = requiredCases();
    const b = await evaluateFiles(
      upstreamArchive({
        cases: [{ name, state: 'skipped' }, failedByMatrix(second?.name ?? '', isolated, allOpen), ...rest],
      }),
    );
    const text = archiveDiffText(diffArchives(compliant, b));
    expect(text.indexOf('from passed to failed')).toBeGreaterThan(0);
    expect(text.indexOf('from passed to failed')).toBeLessThan(text.indexOf('from passed to skipped'));
    expect(text.split('\n').filter((line) => line.length > 80)).toEqual([]);
  });

  test('is cut short if there is very much of it', async () => {
    const many = Array.from({ length: 120 }, (_, index) => ({
      name: `[sig-network] Netpol should do ${index} [Feature:NetworkPolicy]`,
    }));
    const diff = diffArchives(compliant, await withFirst({ name }, ...many));
    expect(diff.specs).toHaveLength(120);
    expect(archiveDiffText(diff)).toContain('\n  and 20 more, which the JSON format names\n');
  });
});
