import { describe, expect, test } from '@jest/globals';
import * as z from 'zod';
import { testResultStatement } from '../../../results-parsers/attestation/test-result.ts';
import { verdictStatement } from '../../../results-parsers/attestation/verdict-statement.ts';
import type { Verdict } from '../../../results-parsers/index.ts';
import { evaluateFiles } from '../building/evaluate.ts';
import { type ArchiveFiles, requiredCases, upstreamArchive } from '../building/sonobuoy.ts';
import { alone } from '../building/waivers.ts';

const [first, second, ...others] = requiredCases();
const name = first?.name ?? '';

/** What in-toto's specification says of a statement, copied from spec/v1 and spec/predicates/test-result.md. */
const Published = z.object({
  _type: z.literal('https://in-toto.io/Statement/v1'),
  subject: z.array(z.object({ digest: z.record(z.string(), z.string()) })).min(1),
  predicateType: z.literal('https://in-toto.io/attestation/test-result/v0.1'),
  predicate: z.object({
    result: z.enum(['PASSED', 'WARNED', 'FAILED']),
    configuration: z.array(
      z.union([
        z.object({ uri: z.url() }),
        z.object({ digest: z.record(z.string(), z.string()) }),
        z.object({ content: z.base64() }),
      ]),
    ),
    url: z.url().optional(),
    passedTests: z.array(z.string()).optional(),
    warnedTests: z.array(z.string()).optional(),
    failedTests: z.array(z.string()).optional(),
  }),
});

const passing = (): ArchiveFiles => upstreamArchive();
const failing = (): ArchiveFiles =>
  upstreamArchive({ cases: [{ name, state: 'failed' }, ...(second ? [second] : []), ...others] });

async function waived(): Promise<Verdict> {
  return await evaluateFiles(failing(), undefined, alone());
}

const strictly = { waivers: [] };

describe("in-toto's test result is", () => {
  test.each<[string, string, () => Promise<Verdict>]>([
    ['PASSED', 'a compliant verdict without exceptions', () => evaluateFiles(passing(), undefined, strictly)],
    ['WARNED', 'a compliant verdict that rests on waivers', waived],
    ['FAILED', 'a non-compliant verdict', () => evaluateFiles(failing(), undefined, strictly)],
    ['FAILED', 'an inconclusive verdict', () => evaluateFiles(new Map([['meta/config.json', '{}']]))],
  ])('%s for %s', async (result, _what, verdict) => {
    const statement = testResultStatement(await verdict());
    expect(statement.predicate.result).toBe(result);
    expect(Published.safeParse(statement).error).toBeUndefined();
  });
});

describe("in-toto's test result", () => {
  test('is about the archive, by its digest, and says which verdict it stands for', async () => {
    const verdict = await evaluateFiles(new Map([['meta/config.json', '{}']]));
    expect(testResultStatement(verdict).subject).toEqual([
      {
        name: 'archive.tar.gz',
        digest: { sha256: verdict.archive.sha256 },
        annotations: {
          standard: 'scs-0219-v1',
          verdict: 'inconclusive',
          container: 'tar',
          bytes: verdict.archive.bytes,
        },
      },
    ]);
  });

  test('names each required spec and each clause once', async () => {
    const verdict = await waived();
    const { passedTests, warnedTests, failedTests } = testResultStatement(verdict).predicate;
    const named = [...passedTests, ...warnedTests, ...failedTests];
    expect(new Set(named).size).toBe(named.length);
    expect(named.length).toBe(verdict.summary.required + verdict.clauses.length);
    expect(warnedTests).toContain(name);
    expect(passedTests).toContain(second?.name);
    expect(failedTests).toEqual([]);
  });

  test('lists an undetermined MUST clause as failed, with its real outcome', async () => {
    const { predicate } = testResultStatement(await evaluateFiles(new Map([['meta/config.json', '{}']])));
    expect(predicate.failedTests).toContain('clause network-policy (undetermined)');
    expect(predicate.warnedTests).toContain('clause ingress (undetermined)');
  });

  test('contains what the verdict rests on besides the archive', async () => {
    const verdict = await waived();
    const { configuration } = testResultStatement(verdict).predicate;
    const inputs = configuration.find((each) => each.name === 'inputs')?.content ?? '';
    const { waivers, ...settings } = verdict.inputs;
    expect(JSON.parse(Buffer.from(inputs, 'base64').toString('utf8'))).toEqual(settings);
    expect(configuration.flatMap(({ digest }) => digest?.['sha256'] ?? [])).toEqual(
      waivers.map(({ sha256 }) => sha256),
    );
  });
});

test('our own kind of statement contains the verdict itself', async () => {
  const verdict = await waived();
  const statement = verdictStatement(verdict);
  expect(statement.predicate).toEqual(verdict);
  expect(statement.subject[0].digest.sha256).toBe(verdict.archive.sha256);
});
