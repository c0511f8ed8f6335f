import { xmlAttribute, xmlText } from '../../core/xml/xml-text.ts';

/** The result of a test case. A flaky one counts as passed; `text` has details, on as many lines as it needs. */
export type CaseResult =
  | { kind: 'passed'; text: string }
  | { kind: 'failure' | 'error' | 'flaky'; type: string; message: string; text: string }
  | { kind: 'skipped'; message: string; text: string };

export type ReportedCase = { name: string; seconds: number; result: CaseResult };

export type ReportedSuite = {
  name: string;
  /** `2026-11-22T14:36:56`, in UTC; null: not known. */
  timestamp: string | null;
  properties: readonly (readonly [name: string, value: string])[];
  cases: readonly ReportedCase[];
};

/**
 * A JUnit document as both Jenkins (the xUnit plugin's junit-10.xsd, which knows no properties of a test case) and GitLab (which tells
 * test cases apart by `classname` and `name`, and shows the text of the first `failure`, `error` or `skipped`) read it.
 */
export function junitDocument(name: string, suites: readonly ReportedSuite[]): string {
  const all = suites.flatMap(({ cases }) => cases);
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites${attributes({ name, ...totals(all) })}>`,
    ...suites.flatMap((suite) => suiteLines(name, suite)),
    '</testsuites>',
    '',
  ].join('\n');
}

function suiteLines(document: string, { name, timestamp, properties, cases }: ReportedSuite): string[] {
  const skipped = cases.filter(({ result }) => result.kind === 'skipped').length;
  const more = { skipped: String(skipped), ...(timestamp === null ? {} : { timestamp }) };
  return [
    `  <testsuite${attributes({ name: `${document}.${name}`, ...totals(cases), ...more })}>`,
    '    <properties>',
    ...properties.map(([key, value]) => `      <property${attributes({ name: key, value })}/>`),
    '    </properties>',
    ...cases.map((one) => caseElement(`${document}.${name}`, one)),
    '  </testsuite>',
  ];
}

function totals(cases: readonly ReportedCase[]): Record<string, string> {
  const count = (kind: CaseResult['kind']): string => String(cases.filter(({ result }) => result.kind === kind).length);
  const seconds = cases.reduce((sum, one) => sum + one.seconds, 0);
  return { tests: String(cases.length), failures: count('failure'), errors: count('error'), time: seconds.toFixed(3) };
}

function caseElement(classname: string, { name, seconds, result }: ReportedCase): string {
  const start = `    <testcase${attributes({ name, classname, time: seconds.toFixed(3) })}`;
  const content = resultElements(result);
  return content === '' ? `${start}/>` : `${start}>${content}</testcase>`;
}

function resultElements(result: CaseResult): string {
  switch (result.kind) {
    case 'passed':
      return result.text === '' ? '' : output(result.text);
    case 'failure':
    case 'error':
      return element(result.kind, result, result.text);
    case 'flaky':
      return element('flakyFailure', result, result.text) + output(`${result.message}\n${result.text}`);
    case 'skipped':
      return element('skipped', { message: result.message }, result.text);
    default:
      return result satisfies never;
  }
}

function element(name: string, { type, message }: { type?: string; message: string }, text: string): string {
  return `<${name}${attributes({ ...(type === undefined ? {} : { type }), message })}>${xmlText(text)}</${name}>`;
}

/** GitLab would take `[[ATTACHMENT|path]]` for a file to show. */
function output(text: string): string {
  return `<system-out>${xmlText(text.replaceAll('[[', '[ ['))}</system-out>`;
}

function attributes(values: Readonly<Record<string, string>>): string {
  return Object.entries(values)
    .map(([name, value]) => ` ${name}="${xmlAttribute(value)}"`)
    .join('');
}
