import { describe, expect, test } from '@jest/globals';
import { load } from 'js-yaml';
import { type SonobuoyResults, SonobuoyResultsReader } from '../../../results-parsers/sonobuoy/sonobuoy-results.ts';
import { recordedOriginal } from '../building/originals.ts';
import { sonobuoyResults } from '../building/sonobuoy-results.ts';

const SPEC =
  "[It] [sig-network] Netpol NetworkPolicy should support a 'default-deny-all' policy [Feature:NetworkPolicy]";
const FILE = 'results/global/junit_01.xml';

function read(yaml: string | Buffer, pieceBytes = 64 * 1024, most = 10_000): SonobuoyResults | null {
  const bytes = Buffer.from(yaml);
  const reader = new SonobuoyResultsReader(most);
  for (let at = 0; at < bytes.length; at += pieceBytes) reader.write(bytes.subarray(at, at + pieceBytes));
  reader.end();
  return reader.results();
}

type Item = { name: string; status: string; meta?: { file?: string }; items?: Item[] };

/** The same, as read by a YAML parser. */
function parsed(yaml: Buffer): [string, { cases: number; skipped: number; specs: object[] }][] {
  const found: [string, { cases: number; skipped: number; specs: object[] }][] = [];
  const ofFile = ({ meta, items = [] }: Item): void => {
    const cases = items.flatMap((suite) => suite.items ?? []);
    if (meta?.file === undefined || cases.length === 0) {
      for (const item of items) ofFile(item);
      return;
    }
    const specs = cases
      .filter(({ name }) => /NetworkPolicy|Netpol/.test(name))
      .map(({ name, status }) => ({ name: name.replace('[It] ', ''), status }));
    found.push([
      meta.file,
      { cases: cases.length, skipped: cases.filter(({ status }) => status === 'skipped').length, specs },
    ]);
  };
  ofFile(load(yaml.toString('utf8')) as Item);
  return found;
}

describe("Sonobuoy's results are read as a YAML parser reads them, in pieces of any size:", () => {
  // In this order: a run of upstream's plugin; one with ten thousand lines of failures; one of our plugin; one whose plugin ran out of time.
  test.each(['retried', 'upstream-1.37', 'terminated', 'killed'])('%s', async (name) => {
    const { members } = await recordedOriginal(name);
    const yaml = members.find(({ path }) => path.endsWith('/sonobuoy_results.yaml'))?.content ?? Buffer.alloc(0);
    const expected = parsed(yaml);
    for (const piece of [yaml.length, 64 * 1024, 4099]) expect([...(read(yaml, piece) ?? [])]).toEqual(expected);
  });

  test('byte by byte', () => {
    const yaml = sonobuoyResults('e2e', {
      [FILE]: [
        { name: SPEC, status: 'failed', failure: 'a\n\nb: ä' },
        { name: 'x', status: 'skipped' },
      ],
    });
    expect([...(read(yaml, 1) ?? [])]).toEqual(parsed(Buffer.from(yaml)));
    expect(read(yaml, 1)?.get(FILE)).toEqual({
      cases: 2,
      skipped: 1,
      specs: [{ name: SPEC.slice(5), status: 'failed' }],
    });
  });

  test('with a node for each pod of a daemon set, and lists that are indented', () => {
    const yaml = [
      'name: p',
      'items:',
      '  - name: node1',
      '    meta:',
      '      type: node',
      '    items:',
      '      - name: junit_01.xml',
      '        meta:',
      '          file: results/node1/junit_01.xml',
      '        items:',
      '          - name: suite',
      '            items:',
      '              - name: Netpol',
      '                status: passed',
      '  - name: node2',
      '    items:',
      '      - name: junit_01.xml',
      '        meta:',
      '          file: results/node2/junit_01.xml',
      '        items:',
      '          - name: suite',
      '            items:',
      '              - name: Netpol',
      '                status: timeout',
      '',
    ].join('\n');
    expect([...(read(yaml) ?? [])]).toEqual([
      ['results/node1/junit_01.xml', { cases: 1, skipped: 0, specs: [{ name: 'Netpol', status: 'passed' }] }],
      ['results/node2/junit_01.xml', { cases: 1, skipped: 0, specs: [{ name: 'Netpol', status: 'unknown' }] }],
    ]);
  });
});

const whole = sonobuoyResults('e2e', {
  [FILE]: [
    { name: 'x', status: 'passed' },
    { name: SPEC, status: 'passed' },
  ],
});

describe('nothing is read from', () => {
  test.each<[what: string, yaml: string]>([
    ['a file that is cut off', whole.slice(0, -3)],
    ['a file that is not YAML', 'removed: it cannot be read\n'],
    ['a list', `- ${whole}`],
    ['a key that Sonobuoy does not write', whole.replace('status: passed', 'status: passed\nkind: x')],
    ['a spec whose name is an alias', whole.replace(/'\[It\][^']*''[^']*''[^']*'/, '*NetworkPolicy')],
    ['a spec with an endless name', whole.replace('NetworkPolicy', 'NetworkPolicy'.repeat(100))],
    ['a case without a status', whole.replaceAll(/ {6}status: .*\n/g, '')],
    ['a case without a status before another file', `${whole}    - name: x\n${whole.slice(whole.indexOf('- name: '))}`],
    ['thousands of cases without a status', whole + '    - name: x\n'.repeat(2000)],
    ['items that begin in the wrong place', whole.replace('items:\n', 'meta:\n')],
    ['an endless path', whole.replace(FILE, 'x'.repeat(2000))],
  ])('%s', (_what, yaml) => {
    expect(read(whole)?.get(FILE)?.cases).toBe(2);
    expect(read(yaml)).toBeNull();
  });

  test('a file with more specs than the limit', () => {
    const yaml = sonobuoyResults('e2e', {
      [FILE]: [1, 2, 3].map((number) => ({ name: `${SPEC} ${number}`, status: 'passed' })),
    });
    expect(read(yaml, 100, 3)?.get(FILE)?.specs).toHaveLength(3);
    expect(read(yaml, 100, 2)).toBeNull();
  });

  test('a file with more suites than the limit', () => {
    const suites = (count: number) =>
      whole + '  - name: x\n    items:\n    - name: x\n      status: passed\n'.repeat(count);
    expect(read(suites(999))?.get(FILE)?.cases).toBe(1001);
    expect(read(suites(1000))).toBeNull();
  });
});

test('a file that the archive cuts off gives no results', () => {
  const reader = new SonobuoyResultsReader(10);
  reader.write(Buffer.from(whole));
  expect(reader.results()).toBeNull();
});
