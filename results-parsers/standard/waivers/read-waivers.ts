import { createHash } from 'node:crypto';
import { YAMLException } from 'js-yaml';
import type { z } from 'zod';
import { ScsNetworkingError } from '../../errors.ts';
import { OkToFailFile, unscopedWaiversOf } from './ok-to-fail-file.ts';
import type { WaiverSet } from './waiver.ts';
import { WaiversFile, waiversOf } from './waivers-file.ts';
import { parseYaml, type YamlDocument } from './yaml-document.ts';

/** A hundred times SCS's own file. */
export const MAX_WAIVERS_FILE_BYTES: number = 256 * 1024;

/**
 * Reads a file of kind Waivers, or SCS's own with `okToFail`, whose waivers have neither scope nor end.
 *
 * `source` is how messages and reports call the file. Throws `INPUT_UNREADABLE`, with the line of each problem.
 */
export function readWaivers(bytes: Uint8Array, source: string): WaiverSet {
  const document = documentIn(bytes, source);
  const { value } = document;
  const isOkToFail = typeof value === 'object' && value !== null && 'okToFail' in value;
  const waivers = isOkToFail
    ? unscopedWaiversOf(checked(OkToFailFile, document, source), source)
    : waiversOf(checked(WaiversFile, document, source), source);
  return { source, sha256: createHash('sha256').update(bytes).digest('hex'), waivers };
}

function documentIn(bytes: Uint8Array, source: string): YamlDocument {
  const text = textIn(bytes, source);
  try {
    return parseYaml(text);
  } catch (error) {
    if (!(error instanceof YAMLException)) throw error;
    const line = error.mark === undefined ? '' : `line ${error.mark.line + 1}: `;
    throw unusable(source, [`${line}expected a YAML document without aliases, found this: ${error.reason}`], error);
  }
}

function textIn(bytes: Uint8Array, source: string): string {
  if (bytes.length > MAX_WAIVERS_FILE_BYTES) {
    throw unusable(source, [`expected at most ${MAX_WAIVERS_FILE_BYTES} bytes, found ${bytes.length}`]);
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (error) {
    throw unusable(source, ['expected text in UTF-8, found other bytes'], error);
  }
}

function checked<T>(schema: z.ZodType<T>, document: YamlDocument, source: string): T {
  const parsed = schema.safeParse(document.value, { reportInput: true });
  if (parsed.success) return parsed.data;
  throw unusable(
    source,
    parsed.error.issues.map((issue) => problemText(issue, document)),
    parsed.error,
  );
}

function problemText(issue: z.core.$ZodIssue, { lineOf }: YamlDocument): string {
  const unknownKeys = issue.code === 'unrecognized_keys' ? issue.keys : [];
  const line = lineOf([...issue.path, ...unknownKeys.slice(0, 1)]);
  const place = issue.path.map((key) => (typeof key === 'number' ? `[${key}]` : `.${String(key)}`)).join('');
  const found = unknownKeys.length > 0 ? unknownKeys.join(', ') : foundText(issue.input);
  return `line ${line}${place === '' ? '' : `, ${place.slice(1)}`}: expected ${issue.message}, found ${found}`;
}

const LONGEST_FOUND = 120;

function foundText(input: unknown): string {
  if (input === undefined) return 'nothing';
  if (typeof input === 'string')
    return `'${input.slice(0, LONGEST_FOUND)}${input.length > LONGEST_FOUND ? '...' : ''}'`;
  if (Array.isArray(input)) return `a list of ${input.length}`;
  return `a mapping with ${Object.keys(input ?? {}).join(', ') || 'nothing'}`.slice(0, LONGEST_FOUND);
}

const MOST_PROBLEMS = 10;

function unusable(source: string, problems: readonly string[], cause?: unknown): ScsNetworkingError {
  const more = problems.length - MOST_PROBLEMS;
  const lines = [...problems.slice(0, MOST_PROBLEMS), ...(more > 0 ? [`and ${more} more`] : [])];
  return new ScsNetworkingError(
    'INPUT_UNREADABLE',
    `${source} is no file of waivers that can be used; see plugin/waivers.example.yaml\n${lines.map((line) => `  ${line}`).join('\n')}`,
    { cause },
  );
}
