import * as z from 'zod';
import { CniName } from '../cluster/cni/cni-table.ts';
import { API_VERSION } from '../core/api-version.ts';
import { expected, link, mappingOf, text } from '../core/yaml/written-schemas.ts';
import { compareVersions, type VersionRange } from '../standard/versions.ts';
import { SpecSetName, specSets } from './spec-sets.ts';
import { WaivedFailure, type Waiver } from './waiver.ts';

function range(version: RegExp, example: string) {
  const bound = z
    .string(expected(`a version such as ${example}`))
    .regex(version, expected(`a version such as ${example}`));
  return mappingOf({ from: bound.optional(), below: bound.optional() })
    .refine(({ from, below }) => from !== undefined || below !== undefined, expected('at least one of from and below'))
    .refine(
      ({ from, below }) => from === undefined || below === undefined || (compareVersions(from, below) ?? 0) < 0,
      expected('a version below that is later than the one in from'),
    );
}

const SpecName = text('the full name of a spec', 500).refine(
  (name) => !name.startsWith('[It] '),
  expected('the full name of a spec, without [It] before it'),
);

const Specs = z
  .array(SpecName, expected('a list of full names of specs'))
  .min(1, expected('at least one full name of a spec'))
  .max(100, expected('at most 100 full names of specs'))
  .refine((names) => new Set(names).size === names.length, expected('each full name once'));

const Entry = mappingOf({
  id: text('an id', 80).regex(/^[a-z0-9]+(?:[-.][a-z0-9]+)*$/, expected('an id of small letters, digits, - and .')),
  specs: Specs.optional(),
  specSet: z.enum(SpecSetName.options, expected(`one of the sets ${SpecSetName.options.join(', ')}`)).optional(),
  kubernetes: range(/^\d{1,3}\.\d{1,3}$/, '1.36').optional(),
  cni: mappingOf({
    name: z.enum(CniName.options, expected(`one of the names ${CniName.options.join(', ')}`)),
    version: range(/^\d{1,6}\.\d{1,6}(?:\.\d{1,6})?$/, '1.20 or 1.20.2').optional(),
  }).optional(),
  failure: z.enum(WaivedFailure.options, expected(`one of ${WaivedFailure.options.join(', ')}`)).optional(),
  reason: text('a reason', 1000),
  link: link(),
  owner: text('an owner', 200),
  expires: z.iso.date(expected('a date such as 2027-06-30')),
}).refine(
  ({ specs, specSet }) => (specs === undefined) !== (specSet === undefined),
  expected('either specs, with full names, or specSet, with the name of a set'),
);
type Entry = z.infer<typeof Entry>;

/** What operators write; plugin/waivers.example.yaml explains it. Unknown keys are errors: they would be conditions that do not hold. */
export const WaiversFile = mappingOf({
  apiVersion: z.literal(API_VERSION, expected(API_VERSION)),
  kind: z.literal('Waivers', expected('Waivers')),
  waivers: z
    .array(Entry, expected('a list of waivers'))
    .max(500, expected('at most 500 waivers'))
    .refine(
      (waivers) => new Set(waivers.map(({ id }) => id)).size === waivers.length,
      expected('a different id for each waiver'),
    ),
});
export type WaiversFile = z.infer<typeof WaiversFile>;

export function waiversOf(file: WaiversFile, source: string): Waiver[] {
  return file.waivers.map(({ id, specs, specSet, kubernetes, cni, failure, reason, link, owner, expires }) => ({
    id,
    source,
    specs: [...(specSet === undefined ? (specs ?? []) : specSets[specSet])].sort(),
    pattern: null,
    kubernetes: rangeOf(kubernetes),
    cni: cni === undefined ? null : { name: cni.name, version: rangeOf(cni.version) },
    ...(failure === undefined ? {} : { failure }),
    reason,
    link,
    owner,
    expires,
  }));
}

function rangeOf(written: Entry['kubernetes']): VersionRange | null {
  return written === undefined ? null : { from: written.from ?? null, below: written.below ?? null };
}
