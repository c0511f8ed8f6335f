import { catalogueOf } from '../../../../results-parsers/standard/catalogue.ts';
import { landscape } from '../../../results-parsers/policy-model/building.ts';
import { modelDefects } from '../../../results-parsers/policy-model/defects/model-defects.ts';
import { isSeenByUpstream } from '../../../results-parsers/policy-model/defects/seen-by-upstream.ts';
import { type UpstreamSpec, upstreamSpecs } from '../../../results-parsers/policy-model/upstream-specs.ts';
import { lieOf, lies } from './lies.ts';
import { Scope } from './scope.ts';

/** The most specs to run that should fail; each failing spec waits for a minute or more. */
const MOST_FAILURES = 1;

/** The specs that can pass on a kernel without SCTP. */
const possible = upstreamSpecs.filter(({ name }) => !name.startsWith('using SCTP '));

/** Whether an engine with the defect is lied to while the spec runs; otherwise it behaves like a sound one. */
function givesOccasion({ pods, steps }: UpstreamSpec, defect: string): boolean {
  const { believes, late } = lieOf(defect);
  if (late !== undefined) return true;
  const scope = new Scope(believes);
  for (const { pods: changed = pods, namespaceLabels = {}, policies } of steps) {
    const plain = landscape(changed, ...policies);
    const namespaces = plain.namespaces.map(({ name }) => ({ name, labels: namespaceLabels[name] ?? {} }));
    scope.believe({ ...plain, namespaces });
  }
  return scope.lies > 0;
}

/**
 * The upstream specs to run on an engine with the defect: some of those that fail in the simulation; if there are none, all in which the defect
 * can show, or all specs if that is not known.
 */
export function specsFor(defect: string): string[] {
  const simulated = modelDefects.find(({ name }) => name === defect);
  const failing = possible.filter((spec) => simulated !== undefined && isSeenByUpstream(simulated, spec));
  if (failing.length > 0) return failing.slice(0, MOST_FAILURES).map(({ name }) => name);
  return possible.filter((spec) => !lies.has(defect) || givesOccasion(spec, defect)).map(({ name }) => name);
}

/** The defects that cannot show in any upstream spec. */
export function withoutOccasion(defects: readonly string[]): string[] {
  return defects.filter((defect) => !possible.some((spec) => givesOccasion(spec, defect)));
}

/** The name of an upstream spec without the common beginning and end of full names. */
export function shortName(fullName: string): string {
  return fullName.replace(/^.* NetworkPolicy between server and client /, '').replace(/(?: \[Feature:\w+\])+$/, '');
}

/** All specs that connect and can pass on a kernel without SCTP. */
export const allSpecs: readonly string[] = possible.map(({ name }) => name);

/** @throws Error if not all of them are in the catalogue */
export function fullNames(minor: string, names: readonly string[]): string[] {
  const found = (catalogueOf(minor) ?? []).map(({ name }) => name).filter((name) => names.includes(shortName(name)));
  if (found.length !== names.length) {
    throw new Error(`expected ${names.length} specs in the catalogue, found ${found.length}`);
  }
  return found;
}
