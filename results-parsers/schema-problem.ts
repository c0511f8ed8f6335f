import type { z } from 'zod';

const MOST_LISTED = 3;

/** What is wrong with a document that does not fit its schema, in our own words: `spec.image: expected a text, found nothing`. */
export function schemaProblem({ issues }: z.ZodError): string {
  const listed = issues.slice(0, MOST_LISTED).map(issueInWords).join('; ');
  return issues.length > MOST_LISTED ? `${listed}; and ${issues.length - MOST_LISTED} more` : listed;
}

function issueInWords(issue: z.core.$ZodIssue): string {
  const place = issue.path.map((key) => (typeof key === 'number' ? `[${key}]` : `.${String(key)}`)).join('');
  return `${place === '' ? 'the document' : place.replace(/^\./, '')}: ${problemInWords(issue)}`;
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

function problemInWords(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return `expected ${TYPES[issue.expected] ?? issue.expected}`;
    case 'unrecognized_keys':
      return `expected no ${issue.keys.join(', ')}`;
    case 'invalid_value':
      return `expected ${issue.values.map((value) => String(value)).join(' or ')}`;
    default:
      return 'expected another value';
  }
}
