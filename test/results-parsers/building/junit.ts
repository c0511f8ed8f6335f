import type { CaseState } from '../../../results-parsers/junit/junit-report.ts';

export type BuiltCase = {
  name: string;
  state?: Exclude<CaseState, 'unreadable'>;
  text?: string;
  status?: string;
  timeline?: string;
  seconds?: number;
};

export type BuiltJunit = {
  suite?: string;
  cases: readonly BuiltCase[];
  /** Undefined removes a property. */
  properties?: Readonly<Record<string, string | undefined>>;
  tests?: number;
  /** What the suite says of its cases, such as `failures`. */
  counts?: Readonly<Record<string, number>>;
  timestamp?: string;
  nodes?: readonly BuiltCase[];
};

const elements = {
  passed: undefined,
  skipped: 'skipped',
  pending: 'skipped',
  failed: 'failure',
  timedout: 'failure',
  aborted: 'failure',
  interrupted: 'error',
  panicked: 'error',
} as const;

export const passedNodes: readonly BuiltCase[] = [
  { name: '[ReportBeforeSuite]' },
  { name: '[SynchronizedBeforeSuite]' },
  { name: '[SynchronizedBeforeSuite]' },
  { name: '[SynchronizedAfterSuite]' },
];

export function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&#34;')
    .replaceAll("'", '&#39;');
}

/** Go escapes line ends and tabs, too. */
export function oneLine(text: string): string {
  return text.replaceAll('\r', '&#xD;').replaceAll('\n', '&#xA;').replaceAll('\t', '&#x9;');
}

/** A test case as Ginkgo 2 writes it. */
export function caseXml({
  name,
  state = 'passed',
  text = '',
  status = state,
  timeline,
  seconds = 1.5,
}: BuiltCase): string {
  const element = elements[state];
  const child = element === undefined ? '' : `<${element} message="" type="${state}">${escaped(text)}</${element}>`;
  const log = timeline === undefined ? '' : `<system-err>${oneLine(escaped(timeline))}</system-err>`;
  return `<testcase name="${escaped(name)}" classname="c" status="${escaped(status)}" time="${seconds}">${child}${log}</testcase>\n`;
}

/** A JUnit file in the shape of the Kubernetes e2e suite. */
export function junitXml(junit: BuiltJunit): string {
  const { suite = 'Kubernetes e2e suite', cases, nodes = passedNodes, timestamp = '2026-11-22T11:21:32' } = junit;
  const properties = Object.entries({
    SuiteSucceeded: String(
      [...nodes, ...cases].every(({ state = 'passed' }) => ['passed', 'skipped', 'pending'].includes(state)),
    ),
    SpecialSuiteFailureReason: '',
    FocusStrings: 'NetworkPolicy',
    SkipStrings: '',
    FlakeAttempts: '0',
    RandomSeed: '1795346489',
    DryRun: 'false',
    ParallelTotal: '4',
    ...junit.properties,
  }).flatMap(([name, value]) =>
    value === undefined ? [] : `<property name="${name}" value="${escaped(value)}"></property>\n`,
  );
  const seconds = Math.max(60.5, cases.reduce((sum, spec) => sum + (spec.seconds ?? 1.5), 0) / 4);
  const all = [...nodes, ...cases.map((spec) => ({ ...spec, name: `[It] ${spec.name}` }))];
  const inStates = (...states: string[]): number => all.filter(({ state = 'passed' }) => states.includes(state)).length;
  const counts = Object.entries({
    disabled: inStates('pending'),
    skipped: inStates('skipped'),
    errors: inStates('interrupted', 'aborted', 'panicked'),
    failures: inStates('failed', 'timedout'),
    ...junit.counts,
  }).map(([name, count]) => ` ${name}="${count}"`);
  return `<?xml version="1.0" encoding="UTF-8"?>
<testsuites tests="${all.length}" time="${seconds}">
<testsuite name="${escaped(suite)}" tests="${junit.tests ?? all.length}"${counts.join('')} time="${seconds}" timestamp="${timestamp}">
<properties>
${properties.join('')}</properties>
${all.map(caseXml).join('')}</testsuite>
</testsuites>
`;
}
