import type { z } from 'zod';
import { firstListed } from './listed.ts';
import { foundText } from './text/found-text.ts';

const MOST_LISTED = 3;

/** What is wrong with a document that does not fit its schema, in our own words: `spec.image: expected a text, found nothing`. */
export function schemaProblem({ issues }: z.ZodError): string {
  return firstListed(issues.map(issueInWords), MOST_LISTED, '; ');
}

function issueInWords(issue: z.core.$ZodIssue): string {
  const place = placeOf(issue);
  return `${place === '' ? 'the document' : place}: ${problemInWords(issue)}`;
}

/** The place of an issue, such as `spec.env[0].name`; empty: the document itself. */
export function placeOf({ path }: z.core.$ZodIssue): string {
  const place = path.map((key) => (typeof key === 'number' ? `[${key}]` : `.${String(key)}`)).join('');
  return place.replace(/^\./, '');
}

const TYPES: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'a mapping',
  record: 'a mapping',
  null: 'nothing',
};

/** What is wrong in that place. The message includes what was found there if the document was parsed with `reportInput`. */
export function problemInWords(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'unrecognized_keys':
      return `expected no ${issue.keys.join(', ')}`;
    case 'custom':
    case 'invalid_format':
      // Of a check of our own, in our own words.
      if (!issue.message.startsWith(DEFAULT_MESSAGE)) return issue.message;
      return `expected another value${found(issue)}`;
    default:
      return `expected ${expectedIn(issue)}${found(issue)}`;
  }
}

/** The prefix of zod's own messages. */
const DEFAULT_MESSAGE = 'Invalid ';

function expectedIn(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return TYPES[issue.expected] ?? issue.expected;
    case 'invalid_value':
      return issue.values.map((value) => String(value)).join(' or ');
    case 'too_small':
      if (issue.origin === 'string' && issue.minimum === 1) return 'a non-empty text';
      return `at least ${issue.minimum}${UNITS[issue.origin] ?? ''}`;
    case 'too_big':
      return `at most ${issue.maximum}${UNITS[issue.origin] ?? ''}`;
    default:
      return 'another value';
  }
}

const UNITS: Readonly<Record<string, string>> = { string: ' characters', array: ' items' };

function found(issue: z.core.$ZodIssue): string {
  return 'input' in issue ? `, found ${foundText(issue.input)}` : '';
}
