import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { JunitReader } from '../../../results-parsers/junit/junit-reader.ts';
import type { JunitReading } from '../../../results-parsers/junit/junit-report.ts';
import { defaultJunitLimits, type JunitLimits } from '../../../results-parsers/junit/limits.ts';
import { nextSkippedLine, skippedCaseAt } from '../../../results-parsers/junit/skipped-cases.ts';

function read(xml: string, step: number, limits: Partial<JunitLimits> = {}): JunitReading {
  const reader = new JunitReader((name) => name.includes('Netpol'), { ...defaultJunitLimits, ...limits });
  const bytes = Buffer.from(xml);
  for (let at = 0; at < bytes.length; at += step) reader.write(bytes.subarray(at, at + step));
  reader.end();
  const { suites, problem } = reader.reading();
  // The parser reports text around the root element wherever a piece of the document happens to end.
  const placeless = problem?.message.includes('outside of the one element')
    ? { ...problem, line: 0, column: 0 }
    : problem;
  return { suites, problem: placeless };
}

/** The same document in a form that only the XML parser understands, so that no case takes the fast path. */
function forTheParser(xml: string): string {
  return xml.replaceAll('status="skipped"', "status='skipped'");
}

function skipped(name: string, classname = 'Kubernetes e2e suite'): string {
  return `      <testcase name="${name}" classname="${classname}" status="skipped" time="0">\n          <skipped message="skipped"></skipped>\n      </testcase>\n`;
}

const failed = `      <testcase name="[It] Netpol b" classname="c" status="failed" time="3.5">\n          <failure message="m" type="failed">[FAILED] x\n</failure>\n          <system-err>a\n&lt;b&gt;\n</system-err>\n      </testcase>\n`;

const fragments = [
  skipped('[It] a'),
  skipped('[It] a'),
  skipped('[It] a'),
  skipped('[It] it doesn&#39;t'),
  skipped('[It] Netpol a'),
  skipped('[It] Netpol &#39;a&#39; &lt;=&gt; &#34;b&#34; &amp; c'),
  skipped('[It] &amp;#39;Netpol&amp;lt;'),
  skipped('[It] a &amp b; c'),
  skipped('[It] a &#0; b'),
  skipped('[It] &#78;etpol a'),
  skipped('[BeforeSuite]'),
  skipped('BeforeSuite'),
  skipped('a > b é \u{1f600}'),
  skipped('a\tb'),
  skipped('a\u0001b'),
  skipped('a\uffffb'),
  skipped('x'.repeat(300)),
  skipped('a').replaceAll('\n', '\r\n'),
  skipped('a').trimStart(),
  skipped('a').trimEnd(),
  skipped('a').replace('time="0"', 'time="0" more="1"'),
  skipped('a').replace('></skipped>', '/>'),
  `<!--\n${skipped('a')}-->\n`,
  `<!--\n${skipped('a')}`,
  `<system-out><![CDATA[\n${skipped('a')}]]></system-out>\n`,
  `<system-out>\n${skipped('a')}</system-out>\n`,
  `<properties>\n${skipped('a')}<property name="x" value="y"></property>\n</properties>\n`,
  `<testsuite name="inner">\n${skipped('a')}</testsuite>\n`,
  failed.replace('</failure>', `${skipped('inside')}</failure>`),
  '</testsuite>\n',
  '<testsuite>\n',
  '<testsuites>\n',
  '</testsuites>\n',
  'text\n',
  ' ',
  '\n',
  '<',
  '&unknown;\n',
  failed,
];

describe('a case that was skipped', () => {
  test('is read as the XML parser reads it, whatever surrounds it and however the bytes are split', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(...fragments), { maxLength: 12 }),
        fc.constantFrom('<testsuites>\n<testsuite name="s">\n', '<testsuite>\n', ''),
        fc.integer({ min: 1, max: 2000 }),
        fc.constantFrom<Partial<JunitLimits>>({}, { xmlDepth: 3 }, { xmlAttributes: 3 }, { xmlAttributeLength: 100 }),
        (parts, start, step, limits) => {
          const end = start.startsWith('<testsuites>') ? '</testsuite>\n</testsuites>' : '</testsuite>';
          const xml = start + parts.join('') + (start === '' ? '' : end);
          expect(read(xml, step, limits)).toEqual(read(forTheParser(xml), step, limits));
        },
      ),
      { numRuns: 3000 },
    );
  });

  // Not one of the fragments above, because the fast path and the parser end their pieces in different places.
  test('is damaged by an unfinished reference in the same way, however the bytes are split', () => {
    const xml = `<testsuite>\n${skipped('[It] a &amp b')}${skipped('[It] a').repeat(4)}</testsuite>`;
    const large = xml.replace('<testsuite>\n', (start) => start + skipped('[It] a').repeat(1000));
    const limits = { xmlAttributeLength: 100 };
    for (const text of [xml, large, forTheParser(xml), forTheParser(large)]) {
      const [first, ...others] = [1, 64, 300, 2000, 70_000].map((step) => read(text, step, limits));
      expect(first).toMatchObject({ problem: { message: expect.any(String) }, suites: [{ specs: [] }] });
      for (const other of others) expect(other).toEqual(first);
    }
  });

  test('is counted, and does not move the lines of those that are read', () => {
    const xml = `<testsuites>\n<testsuite>\n${skipped('a', 'the suite').repeat(5000)}${failed}</testsuite></testsuites>`;
    const { suites, problem } = read(xml, 256 * 1024);
    expect(problem).toBeNull();
    expect(suites).toMatchObject([{ name: 'the suite', ginkgo: 2, countedCases: 5001, unsuccessfulCases: 1 }]);
    expect(suites[0]?.specs.map(({ name, line }) => [name, line])).toEqual([['Netpol b', 15003]]);
  });

  test('is known by its lines alone', () => {
    const text = `x\n${skipped('a')}${skipped('b')}`;
    expect(nextSkippedLine(text, 0)).toBe(2);
    expect(skippedCaseAt(text, 2)).toEqual({
      name: 'a',
      classname: 'Kubernetes e2e suite',
      end: 2 + skipped('a').length,
    });
    expect(skippedCaseAt(text, 0)).toBeUndefined();
    expect(nextSkippedLine(text, 2)).toBe(2 + skipped('a').length);
    expect(nextSkippedLine('none', 0)).toBe(4);
  });
});
