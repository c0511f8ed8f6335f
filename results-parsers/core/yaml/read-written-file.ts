import type { z } from 'zod';
import { ScsNetworkingError } from '../errors.ts';
import { foundText } from '../text/found-text.ts';
import { parseYaml, type YamlDocument } from './yaml-document.ts';
import { yamlProblem } from './yaml-problem.ts';

/** A hundred times SCS's own file of exceptions. */
export const MAX_WRITTEN_FILE_BYTES: number = 256 * 1024;

/** How messages refer to a file that people write. */
export type WrittenFile = {
  /** The kind of file, such as `file of waivers`. */
  what: string;
  /** A file of the repository that explains it. */
  example: string;
  /** The name under which it was given. */
  source: string;
};

/** A file's content, before and after it was checked. */
export type WrittenContent = { value: unknown; checked: <T>(schema: z.ZodType<T>) => T };

/** Reads YAML that people write. It and `checked` throw `INPUT_UNREADABLE`, with the line of each problem. */
export function readWrittenFile(bytes: Uint8Array, file: WrittenFile): WrittenContent {
  const document = documentIn(bytes, file);
  return { value: document.value, checked: (schema) => checked(schema, document, file) };
}

function documentIn(bytes: Uint8Array, file: WrittenFile): YamlDocument {
  const text = textIn(bytes, file);
  try {
    return parseYaml(text);
  } catch (error) {
    throw unusable(file, [yamlProblem(error)], error);
  }
}

function textIn(bytes: Uint8Array, file: WrittenFile): string {
  if (bytes.length > MAX_WRITTEN_FILE_BYTES) {
    throw unusable(file, [`expected at most ${MAX_WRITTEN_FILE_BYTES} bytes, found ${bytes.length}`]);
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (error) {
    throw unusable(file, ['expected text in UTF-8, found other bytes'], error);
  }
}

function checked<T>(schema: z.ZodType<T>, document: YamlDocument, file: WrittenFile): T {
  const parsed = schema.safeParse(document.value, { reportInput: true });
  if (parsed.success) return parsed.data;
  throw unusable(
    file,
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

const MOST_PROBLEMS = 10;

function unusable(
  { what, example, source }: WrittenFile,
  problems: readonly string[],
  cause?: unknown,
): ScsNetworkingError {
  const more = problems.length - MOST_PROBLEMS;
  const lines = [...problems.slice(0, MOST_PROBLEMS), ...(more > 0 ? [`and ${more} more`] : [])];
  return new ScsNetworkingError(
    'INPUT_UNREADABLE',
    `${source} is not a usable ${what}; see ${example}\n${lines.map((line) => `  ${line}`).join('\n')}`,
    { cause },
  );
}
