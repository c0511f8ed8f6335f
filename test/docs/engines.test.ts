import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { Verdict } from '../../results-parsers/index.ts';
import { catalogueOf } from '../../results-parsers/standard/catalogue.ts';
import { labelChangingSpecs } from '../../results-parsers/standard/label-changes.ts';
import { specSets } from '../../results-parsers/waivers/spec-sets.ts';
import { pinnedMinors } from '../cluster/builds/pins.ts';
import { configurationNames, namesOnEveryVersion } from '../cluster/matrix/configurations.ts';
import { engineSeriesOf } from '../cluster/matrix/engine-series.ts';
import { configurationOf, EngineTable, minorOf } from '../cluster/matrix/engine-table.ts';
import { engineTablePage } from '../cluster/matrix/engine-table-page.ts';
import type { PluginRun } from '../cluster/matrix/plugin-run.ts';

const ALWAYS = 'enable-policy=always';
const ROOT = join(import.meta.dirname, '../..');
const read = (path: string): Promise<string> => readFile(join(ROOT, path), 'utf8');
const table = EngineTable.parse(JSON.parse(await read('docs/engines.json')));
const pendingOf = (name: string): string[] =>
  table.pending.filter(({ configuration }) => configuration === name).map(({ minor }) => minor);
/** The versions with pins, except those for which the row of this configuration is listed as missing. */
const minorsOf = async (name: string): Promise<string[]> =>
  (await pinnedMinors('kubernetes')).filter((minor) => !pendingOf(name).includes(minor));
/** Engines that learn about a pod only after it has started. Whether its first moments are open, their only fault, is a matter of chance. */
const LATE_ENGINES: readonly string[] = ['enforcing', 'npa-v1alpha1', 'npa-v1alpha2'];
const rows = table.rows.map((row) => [`${configurationOf(row)} ${row.kubernetes}`, row] as const);

describe('the table of engines', () => {
  test('is generated from its data, with no cell written by hand', async () => {
    expect(await read('docs/engines.md')).toBe(engineTablePage(table));
  });

  test.each(rows)('has every required spec in the row %s', (_, row) => {
    const required = catalogueOf(minorOf(row))?.map(({ name }) => name) ?? [];
    expect(required).not.toEqual([]);
    expect(Object.keys(row.specs)).toEqual(expect.arrayContaining(required));
  });

  test.each([
    ['enforcing', 'compliant'],
    ['kube-router', 'compliant'],
    ['none', 'non-compliant'],
  ] as const)('has the same verdict on every version of Kubernetes for the engine %s: %s', async (engine, verdict) => {
    const found = table.rows
      .filter((row) => row.engine === engine)
      .map((row) => [minorOf(row), row.verdict.withDefaultWaivers]);
    expect(found).toEqual((await minorsOf(engine)).map((minor) => [minor, verdict]));
  });

  test.each(namesOnEveryVersion)(
    'has a row of %s for every version of Kubernetes with pins, or the reason why not, with the same answers of the checks in each',
    async (name) => {
      const found = table.rows.filter((row) => configurationOf(row) === name);
      expect(found.map(minorOf)).toEqual(await minorsOf(name));
      const [first, ...others] = found.map(({ checks: { 'network-policy-beyond-upstream': beyond, ...others } }) => ({
        ...others,
        beyond: LATE_ENGINES.includes(name) && ['yes', 'no'].includes(beyond ?? '') ? 'yes or no' : beyond,
      }));
      expect(others).not.toEqual([]);
      for (const checks of others) expect(checks).toEqual(first);
    },
  );

  test('lists as missing only rows that are missing and can be run', async () => {
    const minors = await pinnedMinors('kubernetes');
    for (const { configuration, minor } of table.pending) {
      expect(configurationNames).toContain(configuration);
      expect(minors).toContain(minor);
    }
    const there = new Set(table.rows.map((row) => `${configurationOf(row)} ${minorOf(row)}`));
    const missing = table.pending.map(({ configuration, minor }) => `${configuration} ${minor}`);
    expect(missing.filter((name) => there.has(name))).toEqual([]);
    expect(new Set(missing).size).toBe(missing.length);
  });

  test('has only rows that can be run again', () => {
    const known: readonly string[] = configurationNames;
    expect(table.rows.map(configurationOf).filter((name) => !known.includes(name))).toEqual([]);
  });

  test('shows specs that were not run, rather than failures, if Cilium blocks by default', () => {
    const held = table.rows.filter(({ options }) => options.includes(ALWAYS));
    expect(held).not.toEqual([]);
    for (const { verdict, specs } of held) {
      expect(verdict).toEqual({ withDefaultWaivers: 'inconclusive', strict: 'inconclusive' });
      expect(new Set(Object.values(specs))).toEqual(new Set(['missing']));
    }
  });

  test.each(rows)('shows admin network policies as enforced exactly by the engines for them: %s', (_, row) => {
    const { 'admin-network-policy': v1alpha1, 'cluster-network-policy': v1alpha2 } = row.checks;
    const forV1alpha2 = row.engine === 'npa-v1alpha2' || row.options.includes('enable-k8s-cluster-network-policy=true');
    expect(v1alpha1 === 'yes').toBe(row.engine === 'npa-v1alpha1');
    expect(v1alpha2 === 'yes').toBe(forV1alpha2);
  });

  test.each(rows.filter(([, { engine }]) => engine.startsWith('cilium')))(
    'shows that the archive of %s reveals Cilium',
    (_, row) => {
      expect(row.cni).toBe('cilium');
    },
  );
});

describe("the waiver for Cilium's CIDR rules", () => {
  const failedOn = (...options: string[]): string[][] =>
    table.rows
      .filter((row) => row.engine === 'cilium' && row.options.join() === options.join())
      .map(({ specs }) => Object.keys(specs).filter((name) => specs[name] === 'failed'));

  test('names exactly the specs that fail on its defaults, apart from those that change labels', () => {
    const failed = failedOn();
    expect(failed).not.toEqual([]);
    const others = failed.flat().filter((name) => !labelChangingSpecs.has(name));
    expect([...new Set(others)].sort()).toEqual([...specSets['pod-cidr']].sort());
  });

  test('makes a run compliant if and only if nothing else has failed', () => {
    const waived: readonly string[] = specSets['pod-cidr'];
    const ran = table.rows.filter(({ engine, options }) => engine === 'cilium' && !options.includes(ALWAYS));
    expect(ran).not.toEqual([]);
    for (const { specs, verdict } of ran) {
      const others = Object.keys(specs).filter((name) => specs[name] === 'failed' && !waived.includes(name));
      expect(verdict.withDefaultWaivers).toBe(others.length === 0 ? 'compliant' : 'non-compliant');
    }
  });

  test('is not needed with policy-cidr-match-mode=pods', () => {
    const failed = failedOn('policy-cidr-match-mode=pods');
    expect(failed).not.toEqual([]);
    for (const specs of failed) expect(specs).toEqual([]);
  });
});

describe('consecutive runs', () => {
  const seriesOf = (engine: string, ...options: string[]) => {
    const found = table.series.find((each) => each.engine === engine && each.options.join() === options.join());
    if (found === undefined) throw new Error(`expected consecutive runs on ${engine} in docs/engines.json, found none`);
    return found;
  };

  test('are all compliant on the enforcing engine, and no spec is flaky', () => {
    expect(seriesOf('enforcing')).toMatchObject({ verdicts: Array(10).fill('compliant'), unsteady: {} });
  });

  test('show the flakes of Cilium: specs on addresses of pods, and specs that change labels', () => {
    const { verdicts, unsteady } = seriesOf('cilium');
    expect(verdicts).toHaveLength(10);
    const known = new Set<string>([...specSets['pod-cidr'], ...labelChangingSpecs.keys()]);
    expect(Object.keys(unsteady)).not.toEqual([]);
    expect(Object.keys(unsteady).filter((name) => !known.has(name))).toEqual([]);
    const failedByLabels = [...labelChangingSpecs.keys()].map((name) => unsteady[name]?.failed ?? 0);
    expect(verdicts.filter((verdict) => verdict !== 'compliant')).toHaveLength(Math.max(...failedByLabels));
  });
});

describe('a series of runs', () => {
  test('names the specs whose outcomes differ, and those that were flaky', async () => {
    const verdict = Verdict.parse(JSON.parse(await read('test/fixtures/enforcing.verdict.json')));
    const [first, second, ...others] = verdict.specs;
    if (first === undefined || second === undefined) throw new Error('expected specs in the fixture');
    const runWith = (outcome: 'passed' | 'failed'): PluginRun => {
      const specs = [
        { ...first, outcomeBeforeWaivers: outcome },
        { ...second, outcomeBeforeWaivers: 'flaky' as const },
        ...others.map((spec) => ({ ...spec, outcomeBeforeWaivers: 'passed' as const })),
      ];
      return { seconds: 1, lenient: verdict, strict: { ...verdict, specs } };
    };
    const runs = [runWith('passed'), runWith('failed'), runWith('passed')];
    const series = await engineSeriesOf({ engine: 'none', ciliumOptions: [] }, runs);
    expect(series.unsteady).toEqual({ [first.name]: { passed: 2, failed: 1 }, [second.name]: { flaky: 3 } });
    expect(series.verdicts).toEqual(['compliant', 'compliant', 'compliant']);
  });
});
