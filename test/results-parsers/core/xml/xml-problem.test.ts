import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { describe, expect, test } from '@jest/globals';
import { xmlProblem } from '../../../../results-parsers/core/xml/xml-problem.ts';
import { JunitReader } from '../../../../results-parsers/junit/junit-reader.ts';

function problemIn(text: string): string {
  const reader = new JunitReader(() => true);
  reader.write(Buffer.from(text));
  reader.end();
  const { problem } = reader.reading();
  return problem === null ? 'none' : `${problem.line}:${problem.column}: ${problem.message}`;
}

describe('what is wrong with an XML file', () => {
  test.each([
    ['<testsuites><testsuite', '1:22: the file ends inside the element testsuites'],
    ['<testsuites>\n  <testsuite>\n', '3:0: the file ends inside the element testsuite'],
    ['<testsuites', '1:11: the file ends without an element'],
    ['<testsuites>\n<a></b></testsuites>', '2:7: the end of an element other than the one that is open'],
    ['<testsuites></testsuites>x', '1:26: text outside of the one element that contains all others'],
    ['<testsuites/><testsuites/>', '1:25: a second element beside the one that contains all others'],
    ['<testsuites a=b/>', '1:15: an attribute whose value has no quotes'],
    ['<testsuites a b="1"/>', '1:15: an attribute without a value'],
    ['<testsuites a="1"b="2"/>', '1:18: an attribute without a space before it'],
    ['<testsuites a="1" a="2"/>', '1:25: a second attribute a'],
    ['<testsuites>&bomb;</testsuites>', '1:18: a reference (&...;) to a name that XML does not define'],
    ['<testsuites>&;</testsuites>', '1:14: an & that begins no reference; in XML it is written &amp;'],
    ['<testsuites>&#0;</testsuites>', '1:16: a reference (&#...;) to a character that XML does not allow'],
    ['<testsuites>\u0001</testsuites>', '1:13: a character that XML does not allow'],
    ['<testsuites>]]></testsuites>', '1:15: ]]> in a text, where XML does not allow it'],
    ['<testsuites><!-- a -- b --></testsuites>', '1:22: a comment with -- in it, or that begins without'],
    ['<?xml version="9"?><testsuites/>', '1:17: an XML declaration other than <?xml version="1.0" encoding="UTF-8"?>'],
    [' <?xml version="1.0"?><testsuites/>', '1:7: an XML declaration (<?xml) after the beginning of the file'],
  ])('is reported with its line and column, in our own words: %j', (text, words) => {
    expect(problemIn(text)).toBe(words);
  });

  test('is never reported in the words of the parser', () => {
    const source = readFileSync(createRequire(import.meta.url).resolve('saxes'), 'utf8');
    const messages = [...source.matchAll(/fail\((?:[\w.()]+ \? )?(["`])((?:\\.|(?!\1).)+)\1/g)].map(
      ([, , text = '']) => text,
    );
    expect(messages.length).toBeGreaterThan(50);
    for (const message of messages) {
      const words = xmlProblem(`12:3: ${message}`);
      expect(words).not.toContain(message.replace(/\.$/, ''));
      expect(words).toMatch(/^(?:an? |the |text |markup |something |\]\]>)/);
    }
  });
});
