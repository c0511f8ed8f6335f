import * as z from 'zod';
import { schemaProblem } from '../schema-problem.ts';
import { isRecord } from './is-record.ts';

export type Issue = z.core.$ZodIssue;
type Schema = z.core.$ZodType;

/**
 * Parses a document with a schema, and stops at the first error. A schema alone collects an issue for
 * each element of a list, which takes gigabytes for a list of millions.
 */
export function parsedOrIssue<T>(schema: z.ZodType<T>, document: unknown): { value: T } | { issue: Issue } {
  if (isSmall(document)) {
    // Looking at the parts one by one parses each of them several times.
    const parsed = schema.safeParse(document);
    if (parsed.success) return { value: parsed.data };
  }
  const issue = issueInParts(schema, document);
  if (issue !== undefined) return { issue };
  const parsed = schema.safeParse(document, { reportInput: true });
  if (parsed.success) return { value: parsed.data };
  const [first] = parsed.error.issues;
  return { issue: first ?? { code: 'custom', message: 'it is not what was expected', path: [], input: undefined } };
}

/** Values whose issues, an issue for each, take some megabytes. */
const FEW_VALUES = 10_000;

function isSmall(document: unknown): boolean {
  const waiting = [document];
  for (let seen = 0; seen < waiting.length; seen += 1) {
    const value = waiting[seen];
    if (typeof value !== 'object' || value === null) continue;
    const parts = Object.values(value);
    if (waiting.length + parts.length > FEW_VALUES) return false;
    waiting.push(...parts);
  }
  return true;
}

const LONGEST_ISSUE = 500;

/** An issue on one line, with its place. */
export function issueText(issue: Issue): string {
  const text = schemaProblem(new z.ZodError([issue]));
  return text.length <= LONGEST_ISSUE ? text : `${text.slice(0, LONGEST_ISSUE)}...`;
}

/** The first issue in the parts of a list or object; undefined: they have none, or there are no parts to look at one by one. */
function issueInParts(schema: Schema, value: unknown): Issue | undefined {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodNullable || schema instanceof z.ZodDefault) {
    return value === undefined || value === null ? undefined : issueInParts(schema.unwrap(), value);
  }
  if (schema instanceof z.ZodArray) {
    return Array.isArray(value) ? firstOf(value.entries(), () => schema.element) : undefined;
  }
  if (!isRecord(value)) return undefined;
  if (schema instanceof z.ZodRecord) return firstOf(Object.entries(value), () => schema.valueType);
  if (schema instanceof z.ZodObject) {
    const fields = Object.keys(schema.shape).map((key): [string, unknown] => [key, value[key]]);
    return firstOf(fields, (key) => schema.shape[key]);
  }
  if (schema instanceof z.ZodDiscriminatedUnion) {
    const { discriminator } = schema.def;
    const option = schema.options.find(
      (one) => one instanceof z.ZodObject && z.safeParse(one.shape[discriminator], value[discriminator]).success,
    );
    return option === undefined ? undefined : issueInParts(option, value);
  }
  return undefined;
}

function firstOf<Key extends string | number>(
  parts: Iterable<[Key, unknown]>,
  schemaOf: (key: Key) => Schema | undefined,
): Issue | undefined {
  for (const [key, part] of parts) {
    const schema = schemaOf(key);
    const issue = schema && (issueInParts(schema, part) ?? issueOf(schema, part));
    if (issue !== undefined) return { ...issue, path: [key, ...issue.path] };
  }
  return undefined;
}

function issueOf(schema: Schema, value: unknown): Issue | undefined {
  return z.safeParse(schema, value, { reportInput: true }).error?.issues[0];
}
