import { counted } from '../../../results-parsers/core/counted.ts';
import { xmlAttribute, xmlText } from '../../../results-parsers/core/xml/xml-text.ts';

/** A testcase as Sonobuoy reads it (pkg/client/results/junit.go): `failure` and `skipped` are texts for people. */
export interface TestCase {
  readonly name: string;
  readonly seconds: number;
  readonly outcome: 'passed' | 'failed' | 'skipped';
  readonly text: string;
}

/** Sonobuoy copies every text into its YAML results; the whole one is in the evidence. */
const LONGEST_TEXT = 16_384;

function bounded(text: string): string {
  if (text.length <= LONGEST_TEXT) return text;
  return `${text.slice(0, LONGEST_TEXT)}\n... (${counted(text.length - LONGEST_TEXT, 'more character')} in the evidence)`;
}

function element({ name, seconds, outcome, text }: TestCase): string {
  const start = `    <testcase name="${xmlAttribute(name)}" classname="scs-networking" time="${seconds}"`;
  if (outcome === 'passed') return `${start}/>`;
  if (outcome === 'skipped') return `${start}><skipped message="${xmlAttribute(bounded(text))}"/></testcase>`;
  const [firstLine = ''] = text.split('\n', 1);
  return `${start}><failure message="${xmlAttribute(firstLine.slice(0, 200))}">${xmlText(bounded(text))}</failure></testcase>`;
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
