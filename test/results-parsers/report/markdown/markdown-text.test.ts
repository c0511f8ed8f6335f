import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { marked, type Token } from 'marked';
import { address, code, sentence } from '../../../../results-parsers/report/markdown/markdown-text.ts';

/** All tokens that another Markdown parser finds, with GitHub's extensions. */
function tokensOf(markdown: string): Token[] {
  const tokens: Token[] = [];
  marked.walkTokens(marked.lexer(markdown), (token) => {
    tokens.push(token);
  });
  return tokens;
}

const kindsOf = (markdown: string): string[] => [...new Set(tokensOf(markdown).map(({ type }) => type))];

const hostile = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc
    .array(
      fc.constantFrom(
        '`',
        '``',
        '|',
        '*',
        '_',
        '<b>',
        '</details>',
        '[a](b)',
        '![',
        '](',
        '# ',
        '- ',
        '1. ',
        '> ',
        '\n',
        '@me',
        '#1',
        'https://x.y',
        '&lt;',
        '\\',
        '~~',
        '---',
        ' ',
        'x',
      ),
    )
    .map((parts) => parts.join('')),
);

describe('text from an archive in Markdown', () => {
  test('is never markup in a sentence or in a list item', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        expect(
          kindsOf(`x ${sentence(text)}`).filter((kind) => !['paragraph', 'text', 'escape', 'space'].includes(kind)),
        ).toEqual([]);
        const item = kindsOf(`- ${sentence(text)}\n`).filter(
          (kind) => !['list', 'list_item', 'text', 'escape', 'space'].includes(kind),
        );
        expect(item).toEqual([]);
      }),
    );
  });

  test('does not end a table cell', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const [table] = marked.lexer(`| | |\n|---|---|\n| x | ${sentence(text)} |\n| after | it |\n`);
        if (table?.type !== 'table') throw new Error('there is no table');
        expect(table.rows).toHaveLength(2);
        expect(table.rows[1]).toMatchObject([{ text: 'after' }, { text: 'it' }]);
      }),
    );
  });

  test('stays unchanged in a code span', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('`', 'a', ' ', '|', '<', '*', '@', '#') }), (text) => {
        const found = tokensOf(`- ${code(`x${text}x`)}\n`).filter(({ type }) => type === 'codespan');
        expect(found).toMatchObject([{ text: `x${text}x` }]);
      }),
    );
  });

  test.each([
    ['', '(nothing)'],
    ['a `b` c', '``a `b` c``'],
    ['`', '`` ` ``'],
    ['x'.repeat(600), `\`${'x'.repeat(500)}...\``],
  ])('becomes a code span: %j', (text, expected) => {
    expect(code(text)).toBe(expected);
  });

  test.each([
    ['ask @team about #12 and !3', 'ask @\u2060team about \\#\u206012 and !\u20603'],
    ['see https://example.org or www.example.org', 'see https:\u2060//example.org or www\u2060.example.org'],
    ['a|b', 'a\\|b'],
    ['- x', '\\- x'],
    [' - - ', '\\- -'],
    ['     1. x', '1\\. x'],
    ['line\nbreak', 'line break'],
    ['\u202e', '\\\\u202e'],
  ])('creates no mention and no link: %j', (text, expected) => {
    expect(sentence(text)).toBe(expected);
  });

  test.each([
    ['https://github.com/cilium/cilium/issues/9209', '<https://github.com/cilium/cilium/issues/9209>'],
    ['javascript:alert(1)', '`javascript:alert(1)`'],
    ['https://a b', '`https://a b`'],
    ['https://a> <b', '`https://a> <b`'],
  ])('becomes a link only if it is a URL: %s', (text, expected) => {
    expect(address(text)).toBe(expected);
  });
});
