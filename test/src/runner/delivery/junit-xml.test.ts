import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { SaxesParser } from 'saxes';
import { junitXml, type TestCase } from '../../../../src/runner/delivery/junit-xml.ts';

interface ReadCase {
  name: string;
  text: string;
  child: string;
}

/** Reads the document back with a strict XML parser; throws if it is not well-formed. */
function readBack(xml: string) {
  const cases: ReadCase[] = [];
  const suites: Record<string, string>[] = [];
  const parser = new SaxesParser();
  parser.on('opentag', ({ name, attributes }) => {
    if (name.startsWith('testsuite')) suites.push({ ...attributes });
    const current = cases.at(-1);
    if (name === 'testcase') cases.push({ name: attributes['name'] ?? '', text: '', child: '' });
    else if (current !== undefined) {
      current.child = name;
      if (name === 'skipped') current.text = attributes['message'] ?? '';
    }
  });
  parser.on('text', (text) => {
    const current = cases.at(-1);
    if (current?.child === 'failure' && text.trim() !== '') current.text += text;
  });
  parser.write(xml).close();
  return { cases, suites };
}

const one = (part: Partial<TestCase>): TestCase => ({ name: 'a', seconds: 1, outcome: 'passed', text: '', ...part });

describe('the JUnit for Sonobuoy', () => {
  test('has one suite, with numbers in the fields that Sonobuoy reads as numbers', () => {
    const { suites } = readBack(
      junitXml([one({}), one({ outcome: 'failed', seconds: 0.5 }), one({ outcome: 'skipped', seconds: 0 })]),
    );
    const counts = { tests: '3', failures: '1', errors: '0', time: '1.500' };
    expect(suites).toEqual([counts, { name: 'scs-networking', skipped: '1', ...counts }]);
  });

  test('is well-formed and keeps names and texts, whatever they contain', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (name, text) => {
        const { cases } = readBack(junitXml([one({ name, text: `x${text}`, outcome: 'failed' })]));
        const kept = (value: string) =>
          Array.from(value, (character) =>
            /[\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/u.test(character) ? character : '\ufffd',
          ).join('');
        expect(cases[0]).toEqual({ name: kept(name), text: kept(`x${text}`), child: 'failure' });
      }),
    );
  });

  test.each(['\u0000', '\u001b[31m', '\ud800', '\uffff', ']]>', '&lt;', '<!--', '"\'', '\n\t\r'])(
    'can contain %j',
    (text) => {
      expect(() => readBack(junitXml([one({ name: text, outcome: 'skipped', text })]))).not.toThrow();
    },
  );

  test('cuts long texts and says so', () => {
    const xml = junitXml([one({ outcome: 'failed', text: 'x'.repeat(1_000_000) })]);
    expect(xml.length).toBeLessThan(20_000);
    expect(xml).toContain('more characters in the evidence');
  });
});
