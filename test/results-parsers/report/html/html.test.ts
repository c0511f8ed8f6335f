import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { SaxesParser } from 'saxes';
import { html, trusted } from '../../../../results-parsers/report/html/html.ts';

/** What a strict parser finds of `<p title="...">...</p>`, in which only that element may be. */
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

/** Control characters, those that change the direction of writing and halves of characters are told, not put out. */
function told(text: string): string {
  return [...text]
    .map((character) =>
      /^[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufffe\uffff\ud800-\udfff]$/.test(
        character,
      )
        ? `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`
        : character,
    )
    .join('');
}

describe('a piece of a page', () => {
  test('shows any text as it is, inside and in attributes', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const { title, text: content } = readBack(html`<p title="${text}">${text}</p>`.toString());
        expect(content).toBe(told(text));
        // A line end or tab in an attribute is a blank to an XML parser.
        expect(title).toBe(told(text).replace(/[\n\t]/g, ' '));
      }),
    );
  });

  test.each([
    ['<script>', '&lt;script&gt;'],
    ['"\' onload=x', '&quot;&#39; onload=x'],
    ['&lt;', '&amp;lt;'],
    ['\u202etxt', '\\u202etxt'],
    ['\ud800', '\\ud800'],
    ['a\nb\tc', 'a\nb\tc'],
    ['😀', '😀'],
  ])('takes %j for text', (text, expected) => {
    expect(html`${text}`.toString()).toBe(expected);
  });

  test('holds other pieces, lists of them, numbers and nothing', () => {
    const item = (text: string) => html`<li>${text}</li>`;
    expect(html`<ul>${['a', '<b>'].map(item)}${null}${[]}</ul>${3}${0}`.toString()).toBe(
      '<ul><li>a</li><li>&lt;b&gt;</li></ul>30',
    );
    expect(html`${trusted('<hr>')}`.toString()).toBe('<hr>');
  });
});
