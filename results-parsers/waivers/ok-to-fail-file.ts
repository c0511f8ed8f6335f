import * as z from 'zod';
import { catalogueSpecs } from '../standard/catalogue-data.ts';
import { isFoundIn, parseSimplePattern, widened } from './simple-pattern.ts';
import type { Waiver } from './waiver.ts';

const MOST_CHARACTERS = 500;
const names = catalogueSpecs.map(({ name }) => name).sort();

const Pattern = z
  .string({ error: 'a regular expression' })
  .min(1, { error: 'a regular expression that is not empty', abort: true })
  .max(MOST_CHARACTERS, { error: `a regular expression of at most ${MOST_CHARACTERS} characters`, abort: true })
  .refine((regex) => isUnderstood(regex) || isAboutOthers(regex), {
    error:
      'a regular expression of plain characters, ., .* and escaped punctuation, or one that no NetworkPolicy spec can match; for more, name the specs in a file of kind Waivers',
    abort: true,
  })
  .refine((regex) => specsFoundBy(regex).length < names.length, {
    error: 'a regular expression that some required spec does not match',
  });

function isUnderstood(regex: string): boolean {
  return parseSimplePattern(regex) !== undefined;
}

/** The list is shared with other tests: an entry that could not have mattered here is no reason to stop. */
function isAboutOthers(regex: string): boolean {
  const pattern = widened(regex);
  return pattern !== undefined && !names.some((name) => isFoundIn(pattern, name));
}

/** The exceptions of SCS's own test: Tests/kaas/scs-sonobuoy-config-v1.yaml of its standards repository. */
export const OkToFailFile = z.strictObject(
  {
    okToFail: z
      .array(
        z.strictObject(
          { regex: Pattern, reason: z.string({ error: 'a reason' }).min(1, { error: 'a reason that is not empty' }) },
          { error: 'a mapping with only the keys regex, reason' },
        ),
        { error: 'a list of exceptions' },
      )
      .max(500, { error: 'at most 500 exceptions' }),
  },
  { error: 'a mapping with no other key than okToFail' },
);
export type OkToFailFile = z.infer<typeof OkToFailFile>;

/** Resolves each pattern, once, into the specs of the catalogue that it matches: into no spec if it is not understood. */
export function unscopedWaiversOf(file: OkToFailFile, source: string): Waiver[] {
  return file.okToFail.map(({ regex, reason }, index) => ({
    id: `${source}:okToFail[${index}]`,
    source,
    specs: specsFoundBy(regex),
    pattern: regex,
    kubernetes: null,
    cni: null,
    reason,
    link: null,
    owner: null,
    expires: null,
  }));
}

function specsFoundBy(regex: string): string[] {
  const pattern = parseSimplePattern(regex);
  return pattern === undefined ? [] : names.filter((name) => isFoundIn(pattern, name));
}
