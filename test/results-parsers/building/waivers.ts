import type { Verdict, Waiver, WaiverSet } from '../../../results-parsers/index.ts';
import { waiver } from '../waivers/building.ts';
import { evaluateFiles, type Options } from './evaluate.ts';
import type { BuiltCase } from './junit.ts';
import { type ArchiveFiles, requiredCases, upstreamArchive } from './sonobuoy.ts';

const [first, second] = requiredCases();
/** The first two required specs. */
export const name: string = first?.name ?? '';
export const other: string = second?.name ?? '';

export type State = NonNullable<BuiltCase['state']>;

export function casesWith(names: readonly string[], state: State): BuiltCase[] {
  return requiredCases().map((spec) => (names.includes(spec.name) ? { ...spec, state } : spec));
}

export function archiveWith(
  names: readonly string[],
  state: State = 'failed',
  more: [string, string][] = [],
): ArchiveFiles {
  return new Map([...upstreamArchive({ cases: casesWith(names, state) }), ...more]);
}

export function fileOf(...waivers: Waiver[]): WaiverSet {
  return { source: 'waivers.yaml', sha256: '0'.repeat(64), waivers };
}

export async function evaluated(files: ArchiveFiles, options: Options = {}): Promise<Verdict> {
  return await evaluateFiles(files, undefined, options);
}

/** The only waiver in force, for the first required spec unless told otherwise. */
export function alone(change: Partial<Waiver> = {}): Options {
  return { waivers: [fileOf(waiver({ specs: [name], ...change }))] };
}
