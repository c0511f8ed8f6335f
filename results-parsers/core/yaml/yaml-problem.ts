import { YAMLException } from 'js-yaml';

/** js-yaml's messages by their beginning, and our wording of each: what was expected, and what is there. */
const PROBLEMS: readonly (readonly [says: readonly string[], words: string])[] = [
  [['tab characters'], 'expected spaces before an entry, found a tab'],
  [['duplicated mapping key'], 'expected each key once in a mapping, found one a second time'],
  [['aliases exceeded'], 'expected no alias (*name), found one; write out what it stands for'],
  [['unidentified alias', 'alias node', 'name of an alias', 'recursive alias'], 'expected no alias (*name), found one'],
  [['nesting exceeded'], 'expected fewer levels inside each other, found too many'],
  [
    [
      'unknown ',
      'cannot resolve',
      'duplication of a tag',
      'tag ',
      'undeclared tag',
      'named tag',
      'unexpected end of the stream within a verbatim tag',
    ],
    'expected no tag (!name), found one',
  ],
  [
    [
      'unexpected end of the stream within a single',
      'unexpected end of the stream within a double',
      'unexpected end of the document within',
    ],
    'expected the quotes that end a text, found the end of the document',
  ],
  [
    ['unexpected end of the stream within a flow'],
    'expected the bracket that ends a list or mapping, found the end of the document',
  ],
  [
    ['deficient indentation'],
    'expected the quotes or the bracket that ends what an earlier line begins, found a line that is not indented as part of it',
  ],
  [
    ['bad indentation of a mapping entry'],
    'expected a key of the same mapping, found different indentation, or a text with ": " in it; put such a text in quotes',
  ],
  [['bad indentation of a sequence entry'], 'expected an item of the same list, found different indentation'],
  [['missed comma'], 'expected a comma between the parts of a list or mapping, found none'],
  [["expected the node content, but found ','"], 'expected a value before a comma, found none'],
  [["expected ':'", 'can not read a block mapping entry'], 'expected a colon after a key, found none'],
  [['a whitespace character is expected'], 'expected a space after the colon of a key, found none'],
  [
    ['unknown escape', 'expected hexadecimal'],
    'expected an escape (\\) that YAML has, found another one; use single quotes',
  ],
  [
    ['expected valid JSON character', 'the stream contains non-printable', 'null byte'],
    'expected printable characters, found another one',
  ],
  [
    ['end of the stream or a document separator', 'can not read a document'],
    'expected the end of the document, found more; a key must not begin with a tab, and a text that begins with @, % or ` needs quotes',
  ],
  [['expected a document, but'], 'expected one document, found none'],
  [['expected a single document'], 'expected one document, found several'],
  [
    [
      'directive',
      'duplication of %YAML',
      'YAML directive',
      'TAG directive',
      'ill-formed',
      'unacceptable YAML',
      'there is a previously',
    ],
    'expected no line that begins with %, found one',
  ],
  [['duplication of an anchor', 'name of an anchor'], 'expected no anchor (&name), found one'],
  [['a line break is expected', 'bad explicit', 'repeat of'], 'expected a line break after | or >, found more'],
];
// "unknown escape" begins like the message about tags; the longest match tells them apart.
const BY_LENGTH = PROBLEMS.flatMap(([says, words]) => says.map((beginning) => ({ beginning, words }))).sort(
  (one, other) => other.beginning.length - one.beginning.length,
);

/** What is wrong with a text that is not YAML, with its place, in our own words. `error` is what js-yaml threw, of any class. */
export function yamlProblem(error: unknown): string {
  if (!(error instanceof YAMLException)) return NO_YAML;
  const { reason, mark } = error;
  const place = mark === undefined ? '' : `line ${mark.line + 1}, column ${mark.column + 1}: `;
  return `${place}${yamlWords(reason)}`;
}

/** One of js-yaml's reasons, in our own words. */
export function yamlWords(reason: string): string {
  const known = BY_LENGTH.find(({ beginning }) => reason.startsWith(beginning));
  return known?.words ?? NO_YAML;
}

const NO_YAML = 'expected YAML, found something else';
