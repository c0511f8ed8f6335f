import { describe, expect, test } from '@jest/globals';
import { dump, load } from 'js-yaml';
import { yamlText } from '../../../../results-parsers/core/text/yaml-text.ts';

const items = Array.from({ length: 450 }, (_, index) => ({
  name: `'${index}': "x" # yes`,
  inner: [[index], []],
  at: null,
}));
const documents: [string, Record<string, unknown>][] = [
  ['a list that is written in parts', { first: 1, items, last: { items } }],
  ['a list as long as a part', { items: items.slice(0, 200) }],
  ['lists inside a list', { items: items.map(({ inner }) => inner) }],
  ['texts of several lines', { items: items.map(({ name }) => `${name}\n\n  - ${name}\n`) }],
  ['texts with characters that are escaped', { first: 'a', items: [...items, '\u001b[1m \u202e'] }],
  ['a key that needs quotes', { 'a: b\n- c': items, '': [] }],
  ['values that are undefined', { items: undefined, other: [] }],
  ['nothing', { items: undefined }],
  ['no key', {}],
];

describe.each(documents)('%s', (_what, document) => {
  test.each([{ lineWidth: -1 }, { lineWidth: -1, forceQuotes: true }, {}])(
    'gives the bytes of the whole document (%j)',
    (options) => {
      const text = yamlText(document, options);
      expect(load(text)).toEqual(JSON.parse(JSON.stringify(document)));
      const isEscaped = JSON.stringify(document).includes('\\u001b');
      if (!isEscaped) expect(text).toBe(dump(document, { ...options, noRefs: true }));
      else expect(text).toMatch(/^"?first"?: "a"$/m);
    },
  );
});
