import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { load } from 'js-yaml';
import { yamlScalar } from '../../../results-parsers/sonobuoy/yaml-scalar.ts';

test.each<[what: string, lines: string[]]>([
  ['plain', ['results/global/junit_01.xml']],
  ['plain, containing characters that begin other scalars', ['a-b:c#d "e" \'f\' [g]']],
  ['plain and folded', ['Plugin timeout while waiting', 'for results']],
  ['in single quotes', ["'[sig-network] a ''default-deny'' policy: b #c'"]],
  ['in single quotes and folded', ["'[sig-network] NetworkPolicy", 'between  server', "and client'"]],
  ['in single quotes, and empty', ["''"]],
  ['in double quotes', ['"a \\"b\\" \\\\ \\t \\x41 \\u00e4 \\U0001F600 \\e"']],
  ['in double quotes and folded', ['"a', 'b\\', '\\ c"']],
  ['in double quotes, with an escaped backslash at the end of a line', ['"a\\\\', 'b"']],
])('a scalar is read as a YAML parser reads it: %s', (_what, lines) => {
  expect(yamlScalar(lines)).toBe(load(lines.join('\n  ')));
});

test('a scalar that was written as JSON is read back', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => expect(yamlScalar([JSON.stringify(text)])).toBe(text)),
  );
});

test.each<[what: string, lines: string[]]>([
  ['a block', ['|-', 'a']],
  ['a folded block', ['>-', 'a']],
  ['an alias', ['*a']],
  ['an anchor', ['&a b']],
  ['a tag', ['!!str a']],
  ['a list', ['[a]']],
  ['an object', ['{a: b}']],
  ['a list on lines of its own', ['- a']],
  ['an object on lines of its own', ['a: b']],
  ['nothing', ['']],
  ['a comment', ['a #b']],
  ['an empty line in between', ["'a", '', "b'"]],
  ['a single quote that is not closed', ["'a"]],
  ['a lone quote', ["'"]],
  ['a quote that ends too early', ["'a' b'"]],
  ['a double quote that is not closed', ['"a']],
  ['a double quote whose end is escaped', ['"a\\"']],
  ['a double quote that ends too early', ['"a" b"']],
  ['an unknown escape', ['"\\q"']],
  ['an escape of a code point that does not exist', ['"\\UFFFFFFFF"']],
])('another form is not read: %s', (_what, lines) => {
  expect(yamlScalar(lines)).toBeNull();
});
