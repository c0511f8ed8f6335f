import { describe, expect, test } from '@jest/globals';
import type { Verdict } from '../../../../results-parsers/index.ts';
import { codesOf, evaluateBytes, evaluateFiles, mustFindings } from '../../building/evaluate.ts';
import { execs, result, summary, validated, verbose } from '../../building/ginkgo-output.ts';
import type { BuiltCase } from '../../building/junit.ts';
import { changed, recordedOriginal } from '../../building/originals.ts';
import {
  attemptRecord,
  OWN_RESULTS,
  ownArchive,
  requiredCases,
  UPSTREAM_RESULTS,
  upstreamArchive,
} from '../../building/sonobuoy.ts';
import { tarOf } from '../../building/tar.ts';

const { blocked, failed } = execs;
const [first, ...others] = requiredCases();
const name = first?.name ?? '';
const LOG = `${UPSTREAM_RESULTS}e2e.log`;

async function evaluated(lines: readonly string[], cases: BuiltCase[] = requiredCases()): Promise<Verdict> {
  return await evaluateFiles(upstreamArchive({ cases }).set(LOG, verbose(name, lines) + summary(50)));
}

const found = (verdict: Verdict, wanted: string) => mustFindings(verdict).find(({ code }) => code === wanted);
const times = (count: number, line: string): string[] => Array.from({ length: count }, () => line);

describe('a spec that passed although some of its blocked connections were failed execs', () => {
  test.each<[string, string[], string, string[]]>([
    ['is not reported if there were none', validated(...times(9, blocked)), 'compliant', []],
    [
      'is reported if there were few',
      validated(...times(7, blocked), ...times(3, failed)),
      'compliant',
      ['execs-failed'],
    ],
    [
      'is unproven from a third of the connections on',
      validated(blocked, blocked, failed),
      'inconclusive',
      ['blocking-unproven'],
    ],
    [
      'is unproven if that is true of one of its steps',
      [...validated(...times(9, blocked)), ...validated(failed)],
      'inconclusive',
      ['blocking-unproven'],
    ],
  ])('%s', async (_what, lines, expected, codes) => {
    const verdict = await evaluated(lines);
    expect([verdict.verdict, codesOf(verdict)]).toEqual([expected, codes]);
  });

  test('is reported with how many, why, what it means and where it is recorded', async () => {
    expect(found(await evaluated([...validated(blocked, failed), ...validated(blocked)]), 'blocking-unproven')).toEqual(
      {
        code: 'blocking-unproven',
        effect: 'undetermines',
        text: expect.stringMatching(
          /^1 spec passed because connections seemed to be blocked, but 1 of these 3 connections gave no answer: .* In its worst step it was 1 of 2: .* The last error: Internal error occurred: .* deadline exceeded$/,
        ),
        remedy: expect.stringContaining('kubectl exec'),
        evidence: [{ path: LOG, line: null }],
        specs: [name],
      },
    );
  });

  test('is not unproven if it failed or is not required', async () => {
    const failing = await evaluated(validated(failed), [{ name, state: 'failed' }, ...others]);
    expect(found(failing, 'blocking-unproven')).toBeUndefined();
    const further = '[sig-network] Netpol NetworkPolicy should do more';
    const files = upstreamArchive({ cases: [...requiredCases(), { name: further }] });
    const verdict = await evaluateFiles(files.set(LOG, verbose(further, validated(failed)) + summary(51)));
    expect([verdict.verdict, codesOf(verdict)]).toEqual(['compliant', ['execs-failed']]);
  });

  test('is proven by another attempt in which it passed', async () => {
    const attempts = [{ cases: requiredCases() }, { cases: requiredCases() }];
    const logs = ['attempts/1/e2e.log', 'attempts/2/e2e.log'];
    const record = { attempts: logs.map((log, index) => attemptRecord(index + 1, { log })) };
    const withLogs = async (...outputs: [string, string]): Promise<string[]> => {
      const files = ownArchive({ attempts, record });
      for (const [index, log] of logs.entries()) files.set(OWN_RESULTS + log, outputs[index] ?? '');
      return codesOf(await evaluateFiles(files)).filter((code) => code === 'blocking-unproven');
    };
    const [bad, good] = [verbose(name, validated(failed)), verbose(name, validated(blocked))];
    expect(await withLogs(bad, bad)).toEqual(['blocking-unproven']);
    expect(await withLogs(bad, good)).toEqual([]);
    expect(await withLogs(bad, result(name))).toEqual([]);
  });
});

describe('a recorded run', () => {
  const withLog = async (change: (log: string) => string): Promise<Verdict> => {
    const original = await recordedOriginal('enforcing-with-sctp');
    const path = original.members.find((member) => member.path.endsWith('/e2e.log'))?.path ?? '';
    return await evaluateBytes(tarOf(changed(original, path, change)));
  };
  const BLOCKED = 'websockets for pod exec: command terminated with exit code 1';
  const FAILED = 'websockets for pod exec: error dialing backend: dial tcp 10.0.0.7:10250: i/o timeout';

  test('is compliant, but not if every blocked connection was a failed exec', async () => {
    const [as, otherwise] = [await withLog((log) => log), await withLog((log) => log.replaceAll(BLOCKED, FAILED))];
    expect([as.verdict, otherwise.verdict]).toEqual(['compliant', 'inconclusive']);
    expect(codesOf(as)).not.toContain('execs-failed');
    // Of the other specs, five block nothing or use only the API, and the three on SCTP failed and are waived.
    expect(found(otherwise, 'blocking-unproven')).toMatchObject({
      text: expect.stringMatching(/^43 specs passed .* but (\d+) of these \1 connections gave no answer/),
    });
  });
});
