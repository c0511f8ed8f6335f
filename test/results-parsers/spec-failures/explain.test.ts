import { describe, expect, test } from '@jest/globals';
import type { SpecVerdict, Verdict } from '../../../results-parsers/index.ts';
import { evaluateFiles } from '../building/evaluate.ts';
import { allBlocked, allOpen, failedByMatrix, isolated } from '../building/failures.ts';
import type { BuiltCase } from '../building/junit.ts';
import { ownArchive, requiredCases, upstreamArchive } from '../building/sonobuoy.ts';

const [first, ...others] = requiredCases();
const name = first?.name ?? '';
const leak = failedByMatrix(name, isolated, allOpen);
const blocked = failedByMatrix(name, allOpen, allBlocked);

function ofFirst(verdict: Verdict): SpecVerdict | undefined {
  return verdict.specs.find((spec) => spec.name === name);
}

describe('the explanation of a failure', () => {
  test('says in words what the connections mean, and keeps the connections', async () => {
    const verdict = await evaluateFiles(upstreamArchive({ cases: [leak, ...others] }));
    expect(ofFirst(verdict)?.explanation).toEqual({
      kind: 'leak',
      phrases: [
        'all other pods reach netpol-x/a on 80/TCP, which should be blocked',
        '2 of 6 connections wrong, the same in both tries, nothing that should be blocked was blocked',
      ],
      remedy: expect.stringMatching(/^Nothing was blocked that should be blocked, but other specs passed/),
      requirement: 'A policy without rules blocks everything in the directions of its policyTypes.',
      reachability: {
        complete: true,
        server: { port: 80, protocol: 'TCP' },
        pods: [
          { namespace: 'netpol-x-17', name: 'a' },
          { namespace: 'netpol-x-17', name: 'b' },
          { namespace: 'netpol-y-4711', name: 'a' },
        ],
        expected: isolated,
        tries: [
          { number: 1, observed: allOpen, wrong: 2 },
          { number: 2, observed: allOpen, wrong: 2 },
        ],
        connections: 6,
        sameInBothTries: true,
        notReady: [],
        execError: null,
      },
    });
  });

  test('has no connections if the spec tried none', async () => {
    const failed: BuiltCase = { name, state: 'failed', text: '[FAILED] unable to initialize resources: x' };
    const verdict = await evaluateFiles(upstreamArchive({ cases: [failed, ...others] }));
    expect(ofFirst(verdict)?.explanation).toMatchObject({ kind: 'environment', requirement: null, reachability: null });
  });

  test.each<[string, BuiltCase, BuiltCase, string]>([
    ['failed twice', leak, blocked, 'blocked'],
    ['is flaky', leak, { name }, 'leak'],
    ['was skipped in the end', leak, { name, state: 'skipped' }, 'leak'],
  ])('is of the last failure if the spec %s', async (_what, one, two, kind) => {
    const attempts = [{ cases: [one, ...others] }, { cases: [two] }];
    expect(ofFirst(await evaluateFiles(ownArchive({ attempts })))?.explanation?.kind).toBe(kind);
  });

  test.each<[string, BuiltCase]>([
    ['passed', { name, timeline: leak.timeline ?? '' }],
    ['was skipped', { name, state: 'skipped', timeline: leak.timeline ?? '' }],
  ])('is absent if the spec %s', async (_what, spec) => {
    expect(ofFirst(await evaluateFiles(upstreamArchive({ cases: [spec, ...others] })))?.explanation).toBeNull();
  });
});

test.each<[string, BuiltCase]>([
  ['no timeline', { name, state: 'failed', text: leak.text ?? '' }],
  ['a timeline of another failure', { ...leak, timeline: blocked.timeline ?? '' }],
  ['a timeline in which everything was right', { ...leak, timeline: 'VALIDATION SUCCESSFUL\n' }],
  ['a failure before any policy', { ...leak, text: '[FAILED] unable to initialize resources: x' }],
])('the outcome does not depend on the explanation: with %s the spec has still failed', async (_what, spec) => {
  const verdict = await evaluateFiles(upstreamArchive({ cases: [spec, ...others] }));
  expect(verdict.verdict).toBe('non-compliant');
  expect(ofFirst(verdict)?.outcome).toBe('failed');
});
