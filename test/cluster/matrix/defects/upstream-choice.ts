import { catalogueOf } from '../../../../results-parsers/standard/catalogue.ts';
import { landscape } from '../../../results-parsers/policy-model/building.ts';
import { modelDefects } from '../../../results-parsers/policy-model/defects/model-defects.ts';
import { isSeenByUpstream } from '../../../results-parsers/policy-model/defects/seen-by-upstream.ts';
import { type UpstreamSpec, upstreamSpecs } from '../../../results-parsers/policy-model/upstream-specs.ts';
import { lieOf, lies } from './lies.ts';
import { Scope } from './scope.ts';

/** So many specs that are expected to fail are run; each that does waits for a minute and more. */
const MOST_FAILURES = 1;

/** Those that can pass on a kernel without SCTP. */
const possible = upstreamSpecs.filter(({ name }) => !name.startsWith('using SCTP '));

/** Whether an engine with the defect is told anything but the truth while the spec runs; without that, it behaves as a sound one. */
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
 * Which of upstream's specs are to be run on an engine with the defect: some of those that simulation says to fail; where there are none, all
 * that give occasion to it, or all where that is not known.
 */
export function specsFor(defect: string): string[] {
  const simulated = modelDefects.find(({ name }) => name === defect);
  const failing = possible.filter((spec) => simulated !== undefined && isSeenByUpstream(simulated, spec));
  if (failing.length > 0) return failing.slice(0, MOST_FAILURES).map(({ name }) => name);
  return possible.filter((spec) => !lies.has(defect) || givesOccasion(spec, defect)).map(({ name }) => name);
}

/** The defects that not one of upstream's specs gives occasion to. */
export function withoutOccasion(defects: readonly string[]): string[] {
  return defects.filter((defect) => !possible.some((spec) => givesOccasion(spec, defect)));
}

/** A spec of upstream's without what the full names of all of them begin and end with. */
export function shortName(fullName: string): string {
  return fullName.replace(/^.* NetworkPolicy between server and client /, '').replace(/(?: \[Feature:\w+\])+$/, '');
}

/** All specs that connect and can pass on a kernel without SCTP. */
export const allSpecs: readonly string[] = possible.map(({ name }) => name);

/** @throws Error if the catalogue has another number of them */
export function fullNames(minor: string, names: readonly string[]): string[] {
  const found = (catalogueOf(minor) ?? []).map(({ name }) => name).filter((name) => names.includes(shortName(name)));
  if (found.length !== names.length) {
    throw new Error(`expected ${names.length} specs in the catalogue, found ${found.length}`);
  }
  return found;
}
