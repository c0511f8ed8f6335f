import { describe, expect, test } from '@jest/globals';
import { JunitReader } from '../../../results-parsers/junit/junit-reader.ts';
import type { JunitReading } from '../../../results-parsers/junit/junit-report.ts';
import { KeptSoFar } from '../../../results-parsers/junit/kept-so-far.ts';
import { defaultJunitLimits, KEPT_EXPLANATIONS_LENGTH } from '../../../results-parsers/junit/limits.ts';
import { readFailure } from '../../../results-parsers/spec-failures/read-failure.ts';
import { type BuiltCase, escaped, junitXml, oneLine } from '../building/junit.ts';
import { created, failed, formats, lines, validation } from '../spec-failures/built-timeline.ts';

const pods = ['netpol-x-17/a', 'netpol-y-4711/a'];
const text = failed('Had 1 wrong results in reachability matrix');
const timeline =
  lines('<tag> & "quotes" ]]> 🚀', ...created(pods)) +
  validation({ pods, expected: ['.X', '..'], observed: ['..', '..'] });
const leaky: BuiltCase = { name: 'Netpol', state: 'failed', text, timeline };

function read(xml: string, step = 1000, kept = new KeptSoFar()): JunitReading {
  const reader = new JunitReader((name) => name.includes('Netpol'), defaultJunitLimits, kept);
  const bytes = Buffer.from(xml);
  for (let at = 0; at < bytes.length; at += step) reader.write(bytes.subarray(at, at + step));
  reader.end();
  return reader.reading();
}

function explanations({ suites }: JunitReading): unknown[] {
  return suites.flatMap(({ specs }) => specs.map(({ reachability }) => reachability));
}

describe('the timeline of a failed spec', () => {
  test.each([1, 7, 1000, 1_000_000])('is read, however its bytes arrive: %i at a time', (step) => {
    const reading = read(junitXml({ cases: [leaky, { ...leaky, name: 'Netpol 2' }] }), step);
    const failure = readFailure(text.trim(), timeline);
    expect(failure).toMatchObject({ kind: 'leak', complete: true });
    expect(reading.problem).toBeNull();
    expect(explanations(reading)).toEqual([failure, failure]);
  });

  test('is read in CDATA and with raw line ends, too', () => {
    const xml = junitXml({ cases: [leaky] }).replace(
      /<system-err>.*<\/system-err>/,
      () => `<system-err><![CDATA[${timeline.replaceAll(']]>', '').replaceAll('\n', '\r\n')}]]></system-err>`,
    );
    expect(explanations(read(xml))).toMatchObject([{ kind: 'leak', complete: true }]);
  });

  test('may have any length', () => {
    const long = `${lines(...Array.from({ length: 100_000 }, (_, line) => `line ${line}`))}${timeline}`;
    expect(explanations(read(junitXml({ cases: [{ ...leaky, timeline: long }] }), 100_000))).toMatchObject([
      { kind: 'leak', complete: true },
    ]);
  });

  test.each<[string, BuiltCase]>([
    ['passed', { name: 'Netpol', timeline }],
    ['was skipped', { name: 'Netpol', state: 'skipped', timeline }],
    ['contradicts itself', { ...leaky, status: 'passed' }],
  ])('is ignored if the spec %s', (_what, spec) => {
    expect(explanations(read(junitXml({ cases: [spec] })))).toEqual([null]);
  });

  test('does not explain the next spec', () => {
    const next: BuiltCase = { name: 'Netpol 2', state: 'failed', text };
    expect(explanations(read(junitXml({ cases: [leaky, next] })))).toMatchObject([
      { kind: 'leak' },
      { kind: 'unknown' },
    ]);
  });

  test('is in system-out in the files of Ginkgo 1, whose failures begin with the time', () => {
    const log = validation({ pods, expected: ['.X', '..'], observed: ['..', '..'], format: formats['before klog'] });
    const failure = 'Oct 19 10:34:16.907: Had 1 wrong results in reachability matrix';
    const xml = `<testsuite name="s"><testcase name="Netpol"><failure type="Failure">/x.go:6&#xA;${failure}&#xA;/y.go:7</failure><system-out>${oneLine(escaped(log))}</system-out></testcase></testsuite>`;
    expect(explanations(read(xml))).toEqual([readFailure('Had 1 wrong results in reachability matrix', log)]);
    expect(explanations(read(xml.replaceAll('system-out', 'system-err')))).toMatchObject([{ kind: 'unknown' }]);
  });
});

test('explanations beyond the limit are left out, which does not count as damage', () => {
  const kept = new KeptSoFar();
  const [explanation] = explanations(read(junitXml({ cases: [leaky] })));
  const length = JSON.stringify(explanation).length;
  expect(kept.addExplanation(KEPT_EXPLANATIONS_LENGTH - length)).toBe(true);
  const reading = read(junitXml({ cases: [leaky, { ...leaky, name: 'Netpol 2' }] }), 1000, kept);
  expect(reading.problem).toBeNull();
  expect(explanations(reading)).toEqual([explanation, null]);
});
