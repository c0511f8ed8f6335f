/** A testcase as Sonobuoy reads it (pkg/client/results/junit.go): `failure` and `skipped` are texts for people. */
export interface TestCase {
  readonly name: string;
  readonly seconds: number;
  readonly outcome: 'passed' | 'failed' | 'skipped';
  readonly text: string;
}

/** Sonobuoy copies every text into its YAML results; the whole one is in the evidence. */
const LONGEST_TEXT = 16_384;

/** Characters that XML 1.0 does not allow even as references (section 2.2), lone surrogates included. */
const NOT_XML = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu;

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\t': '&#9;',
  '\n': '&#10;',
  '\r': '&#13;',
};

const clean = (text: string): string => text.replace(NOT_XML, '\uFFFD');
const inText = (text: string): string => clean(text).replace(/[&<>\r]/g, (found) => ENTITIES[found] ?? found);
const inAttribute = (text: string): string => clean(text).replace(/[&<>"\t\n\r]/g, (found) => ENTITIES[found] ?? found);

function bounded(text: string): string {
  if (text.length <= LONGEST_TEXT) return text;
  return `${text.slice(0, LONGEST_TEXT)}\n... (${text.length - LONGEST_TEXT} more characters in the evidence)`;
}

function element({ name, seconds, outcome, text }: TestCase): string {
  const start = `    <testcase name="${inAttribute(name)}" classname="scs-networking" time="${seconds}"`;
  if (outcome === 'passed') return `${start}/>`;
  if (outcome === 'skipped') return `${start}><skipped message="${inAttribute(bounded(text))}"/></testcase>`;
  const [firstLine = ''] = text.split('\n', 1);
  return `${start}><failure message="${inAttribute(firstLine.slice(0, 200))}">${inText(bounded(text))}</failure></testcase>`;
}

/** A JUnit document with one suite, whose counts and times are numbers: anything else makes the whole file `unknown` to Sonobuoy. */
export function junitXml(cases: readonly TestCase[]): string {
  const count = (outcome: TestCase['outcome']): number => cases.filter((one) => one.outcome === outcome).length;
  const seconds = cases.reduce((sum, one) => sum + one.seconds, 0).toFixed(3);
  const counts = `tests="${cases.length}" failures="${count('failed')}" errors="0" time="${seconds}"`;
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites ${counts}>`,
    `  <testsuite name="scs-networking" ${counts} skipped="${count('skipped')}">`,
    ...cases.map(element),
    '  </testsuite>',
    '</testsuites>',
    '',
  ].join('\n');
}
