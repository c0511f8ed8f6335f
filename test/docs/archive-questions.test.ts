import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Verdict } from '../../results-parsers/index.ts';
import { verdictFormats } from '../../results-parsers/report/formats.ts';
import { PackedReports } from '../../src/cli/reports/parquet/packed-reports.ts';
import { codeBlocks } from './code-blocks.ts';
import { type Answer, askDuckDb } from './duckdb.ts';

const FIXTURES = join(import.meta.dirname, '../fixtures');
const questions = codeBlocks(readFileSync('docs/archives.md', 'utf8')).filter(({ language }) => language === 'sql');

/** A recorded run, changed to another cluster, version or day. */
type Run = { of: string; cluster: string; kubernetes: string; startedAt: string; network: 'cilium' | 'calico' };

const RUNS: readonly Run[] = [
  { of: 'enforcing', cluster: 'a', kubernetes: 'v1.36.3', startedAt: '2026-05-01T03:00:00Z', network: 'calico' },
  { of: 'enforcing', cluster: 'b', kubernetes: 'v1.36.3', startedAt: '2026-06-01T03:00:00Z', network: 'cilium' },
  { of: 'not-enforcing', cluster: 'b', kubernetes: 'v1.37.0', startedAt: '2026-07-01T03:00:00Z', network: 'cilium' },
  { of: 'terminated', cluster: 'b', kubernetes: 'v1.37.1', startedAt: '2026-07-01T04:00:00Z', network: 'cilium' },
  { of: 'retried', cluster: 'c', kubernetes: 'v1.37.1', startedAt: '2026-08-01T03:00:00Z', network: 'calico' },
  { of: 'ingress-works', cluster: 'd', kubernetes: 'v1.37.1', startedAt: '2026-08-02T03:00:00Z', network: 'calico' },
];

function verdictOf({ of, cluster, kubernetes, startedAt, network }: Run): Verdict {
  const verdict = Verdict.parse(JSON.parse(readFileSync(join(FIXTURES, `${of}.verdict.json`), 'utf8')));
  verdict.subject.cluster.id = { value: cluster, path: 'resources/cluster/core_v1_namespaces.json' };
  verdict.subject.serverVersion = kubernetes;
  verdict.subject.cni.name = network;
  verdict.run.startedAt = startedAt;
  return verdict;
}

/** The expected answers by the questions of the page. */
const answers: Readonly<Record<string, Answer>> = {
  'Which clusters waived SCTP since June?': [
    ['b', 'cilium'],
    ['d', 'calico'],
  ],
  'Which spec fails most on Kubernetes 1.37?': [
    [netpol("server and client should support a 'default-deny-all' policy"), 1],
    [netpol("server and client should support a 'default-deny-ingress' policy"), 1],
    [netpol("server and client using UDP should support a 'default-deny-ingress' policy", '[LinuxOnly] '), 1],
  ],
  'What is the newest verdict on each cluster?': [
    ['a', '2026-05-01', 'compliant'],
    ['b', '2026-07-01', 'inconclusive'],
    ['c', '2026-08-01', 'inconclusive'],
    ['d', '2026-08-02', 'inconclusive'],
  ],
  'Which verdicts changed from one run to the next?': [
    ['b', '2026-07-01', 'compliant', 'non-compliant'],
    ['b', '2026-07-01', 'non-compliant', 'inconclusive'],
  ],
  'Which specs are flaky, and with which network plugin?': [
    ['calico', netpol("server and client should support a 'default-deny-all' policy"), 1],
  ],
  'How many runs comply, by version of Kubernetes?': [
    ['1.36', 2, 2],
    ['1.37', 4, 0],
  ],
  'Which waivers are needed, and by how many clusters?': [['scs-sctp-connectivity', 3]],
  'What keeps runs from a verdict?': [
    ['specs-skipped', 3],
    ['run-not-completed', 1],
    ['specs-interrupted', 1],
    ['suite-special-failure', 1],
  ],
  'Which clusters meet the clause on ingress?': [
    ['satisfied', 'd'],
    ['undetermined', 'a'],
    ['undetermined', 'b'],
    ['undetermined', 'c'],
  ],
  'Which specs take longest?': [
    [netpol('server and client should enforce multiple, stacked policies with overlapping podSelectors'), 67],
    [netpol('server and client should work with Ingress, Egress specified together'), 43],
    [netpol('server and client should allow ingress access from namespace on one named port'), 36],
  ],
};

/** The full name of an upstream spec. */
function netpol(words: string, tag = ''): string {
  return `[sig-network] Netpol ${tag}NetworkPolicy between ${words} [Feature:NetworkPolicy]`;
}

let directory = '';
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'scs-networking-'));
  const packed = new PackedReports((name) => join(directory, name));
  const render = await verdictFormats.parquet.load();
  for (const run of RUNS) {
    const look = { colour: false, verbose: false, archive: `archives/${run.of}.tar.gz` };
    packed.add(Buffer.from(render(verdictOf(run), look)));
  }
  packed.end();
});
afterAll(() => rm(directory, { recursive: true }));

describe('the statements for DuckDB on the page answer', () => {
  test('ten questions, for each of which the test has the answer', () => {
    expect(questions.map(({ heading }) => heading)).toEqual(Object.keys(answers));
    expect(questions).toHaveLength(10);
  });

  test.each(questions.map(({ heading, text }) => [heading, text] as const))('%s', async (heading, statement) => {
    const answer: Answer = await askDuckDb(statement.replaceAll('reports/', `${directory}/`));
    expect(answer).toEqual(answers[heading]);
  });
});
