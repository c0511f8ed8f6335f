import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { Verdict } from '../../../results-parsers/index.ts';
import { catalogueMinors, catalogueOf } from '../../../results-parsers/standard/catalogue.ts';
import { landscape } from './building.ts';
import { reachabilityMatrix } from './reachability-matrix.ts';
import { type UpstreamSpec, upstreamSpecs } from './upstream-specs.ts';

type Step = UpstreamSpec['steps'][number];
const newest = catalogueOf(catalogueMinors.at(-1) ?? '') ?? [];

/** The model leaves a pod's connection to itself undefined, and upstream does not count it. */
function withoutLoopback(rows: readonly string[]): string[] {
  return rows.map((row, index) => `${row.slice(0, index)}?${row.slice(index + 1)}`);
}

function blocksSomething({ expected }: Step): boolean {
  return withoutLoopback(expected.split(' ')).some((row) => row.includes('X'));
}

function modelled(step: Step, spec: UpstreamSpec): string[] {
  const { namespaces, ...rest } = landscape(step.pods ?? spec.pods, ...step.policies);
  const labelled = namespaces.map(({ name }) => ({ name, labels: step.namespaceLabels?.[name] ?? {} }));
  return reachabilityMatrix({ namespaces: labelled, ...rest }, step.protocol ?? 'TCP', step.port);
}

function shortName(fullName: string): string {
  return fullName
    .replace(/^.* NetworkPolicy between server and client /, '')
    .replace(/ \[Feature:NetworkPolicy\]$/, '');
}

describe('the model expects what upstream expects in the spec', () => {
  test.each(upstreamSpecs)('$name', (spec) => {
    expect(spec.steps.map((step) => modelled(step, spec))).toEqual(
      spec.steps.map(({ expected }) => withoutLoopback(expected.split(' '))),
    );
  });
});

test('the specs are those of the catalogue that probe connections', () => {
  const named = newest.map(({ name }) => name).filter((name) => !name.includes('Netpol API'));
  expect(upstreamSpecs.map(({ name }) => name).sort()).toEqual(named.map(shortName).sort());
});

describe('the catalogue describes the policies and connections of a spec', () => {
  test.each(newest)('$name', ({ name, wantsBlocked, needs, changesLabel, usesPodCidr }) => {
    const steps = upstreamSpecs.find((spec) => spec.name === shortName(name))?.steps ?? [];
    const hasRules = ({ policies }: Step): boolean =>
      policies.some(({ spec }) => [...(spec.ingress ?? []), ...(spec.egress ?? [])].length > 0);
    const deniesAll = steps.length > 0 && steps.every((step) => blocksSomething(step) && !hasRules(step));
    const relabelsPod = steps.some(({ pods }) => pods !== undefined);
    const relabelsNamespace = steps.some(({ namespaceLabels }) => namespaceLabels !== undefined);
    expect({ wantsBlocked, needs, changesLabel, usesPodCidr }).toEqual({
      wantsBlocked: deniesAll ? 'all' : steps.some(blocksSomething) ? 'some' : 'nothing',
      needs: steps.some(({ protocol }) => protocol === 'SCTP') ? ['sctp'] : [],
      changesLabel: relabelsPod ? 'pod' : relabelsNamespace ? 'namespace' : null,
      usesPodCidr: JSON.stringify(steps).includes('"ipBlock"'),
    });
  });
});

/** A spec that the version of the run did not have yet. */
const SINCE_THE_RUN = 'should not allow all ports';

/** The verdict on a cluster that enforces nothing: it shows what each spec expected at the first step that wanted a connection blocked. */
const verdict = Verdict.parse(
  JSON.parse(await readFile(join(import.meta.dirname, '../../fixtures/not-enforcing-all.verdict.json'), 'utf8')),
);
const recorded = verdict.specs.flatMap(({ name, explanation }) =>
  explanation?.reachability == null || explanation.kind !== 'leak'
    ? []
    : [{ name: shortName(name), ...explanation.reachability }],
);

describe('the model expects what the spec expected in a real run', () => {
  test.each(recorded)('$name', ({ name, expected, pods, server }) => {
    const spec = upstreamSpecs.find((each) => each.name === name);
    const step = spec?.steps.find(blocksSomething);
    if (spec === undefined || step === undefined) throw new Error(`no spec ${name} that expects a blocked connection`);
    expect(pods.map((pod) => `${/-([xyz])-/.exec(pod.namespace)?.[1]}/${pod.name}`)).toEqual(
      spec.pods.map((pod) => `${pod.namespace}/${pod.name}`),
    );
    expect(server).toEqual({ port: step.port, protocol: step.protocol ?? 'TCP' });
    expect(modelled(step, spec)).toEqual(withoutLoopback(expected));
  });

  test('for all specs that expect any connection to be blocked, except those that need SCTP', () => {
    const blocking = upstreamSpecs.filter(
      ({ name, steps }) =>
        !name.startsWith('using SCTP') && !name.startsWith(SINCE_THE_RUN) && steps.some(blocksSomething),
    );
    expect(recorded.map(({ name }) => name).sort()).toEqual(blocking.map(({ name }) => name).sort());
  });
});
