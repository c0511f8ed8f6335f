import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { SaxesParser } from 'saxes';
import { html, trusted } from '../../../../results-parsers/report/html/html.ts';

/** What a strict parser reads from `<p title="...">...</p>`; no other element may appear. */
function readBack(markup: string): { title: string; text: string } {
  const found = { title: '', text: '' };
  let elements = 0;
  const parser = new SaxesParser();
  parser.on('opentag', ({ attributes }) => {
    elements += 1;
    found.title = attributes['title'] ?? '';
  });
  parser.on('text', (text) => {
    found.text += text;
  });
  parser.write(markup).close();
  expect(elements).toBe(1);
  return found;
}

/** By Unicode's categories: invisible characters, those that change the direction of writing, and unpaired surrogates; also characters that XML forbids. */
const UNSEEN = /^[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\ufffe\uffff]$/u;

/** Replaces such characters by escapes of their code units, as pages do. */
function escaped(text: string): string {
  const units = (character: string) =>
    character.split('').map((unit) => unit.charCodeAt(0).toString(16).padStart(4, '0'));
  return [...text]
    .map((character) =>
      UNSEEN.test(character) && !'\n\t'.includes(character)
        ? units(character)
            .map((unit) => `\\u${unit}`)
            .join('')
        : character,
    )
    .join('');
}

describe('a piece of a page', () => {
  test('shows any text unchanged, in elements and in attributes', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const { title, text: content } = readBack(html`<p title="${text}">${text}</p>`.toString());
        expect(content).toBe(escaped(text));
        // A line end or tab in an attribute is a blank to an XML parser.
        expect(title).toBe(escaped(text).replace(/[\n\t]/g, ' '));
      }),
    );
  });

  test.each([
    ['<script>', '&lt;script&gt;'],
    ['"\' onload=x', '&quot;&#39; onload=x'],
    ['&lt;', '&amp;lt;'],
    ['\u202etxt', '\\u202etxt'],
    ['\ud800', '\\ud800'],
    ['\u{13430}', '\\ud80d\\udc30'],
    ['a\nb\tc', 'a\nb\tc'],
    ['😀', '😀'],
  ])('treats %j as text', (text, expected) => {
    expect(html`${text}`.toString()).toBe(expected);
  });

  test('can contain other pieces, lists of them, numbers and nothing', () => {
    const item = (text: string) => html`<li>${text}</li>`;
    expect(html`<ul>${['a', '<b>'].map(item)}${null}${[]}</ul>${3}${0}`.toString()).toBe(
      '<ul><li>a</li><li>&lt;b&gt;</li></ul>30',
    );
    expect(html`${trusted('<hr>')}`.toString()).toBe('<hr>');
  });
});
