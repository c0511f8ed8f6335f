import { spawnSync } from 'node:child_process';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { extraArguments } from '../../../../src/cli/scs/extra-arguments.ts';
import { ResultLines } from '../../../../src/cli/scs/result-lines.ts';
import { shellWords } from '../../../../src/cli/scs/shell-words.ts';

describe('the arguments meant for Sonobuoy', () => {
  test.each<[string[], [string, string][]]>([
    [['--e2e-focus "NetworkPolicy"'], [['SCS_FOCUS', 'NetworkPolicy']]],
    [
      ['--e2e-focus=a', '--e2e-skip c'],
      [
        ['SCS_FOCUS', 'a'],
        ['SCS_SKIP', 'c'],
      ],
    ],
    [['--plugin-env e2e.E2E_EXTRA_ARGS=--ginkgo.flake-attempts=2'], [['SCS_ATTEMPTS', '2']]],
    [['--plugin-env=scs-networking.SCS_PROCESSES=8'], [['SCS_PROCESSES', '8']]],
    [[], []],
  ])('%j is passed to the plugin as %j', (given, settings) => {
    expect([...extraArguments(given).settings]).toEqual(settings);
  });

  test('are passed on to Sonobuoy if they are about images and time', () => {
    const given = ['--sonobuoy-image a', '--kube-conformance-image=b', '--timeout 60'];
    expect(extraArguments(given)).toMatchObject({ sonobuoyImage: 'a', conformanceImage: 'b', timeoutSeconds: 60 });
  });

  test.each([
    '--mode=certified-conformance',
    '--plugin-env e2e.E2E_FOCUS=x',
    '--plugin-env e2e.E2E_EXTRA_ARGS=--provider=x',
    '--plugin-env',
    'plain',
    '--wait',
    '"',
  ])('%s is refused', (given) => {
    expect(() => extraArguments([given])).toThrow(/expected/);
  });
});

describe('words of a shell', () => {
  test.each([
    [`--a 'b "c"' "d 'e'"`, ['--a', 'b "c"', "d 'e'"]],
    [`a\\ b "c\\"d" e'f'"g"`, ['a b', 'c"d', 'efg']],
    [`  a\t\nb '' `, ['a', 'b', '']],
    ['', []],
  ])('%j', (text, words) => {
    expect(shellWords(text)).toEqual(words);
  });

  test.each([`'a`, `"a`, 'a\\', `a'`])('%j has an open quote', (text) => {
    expect(() => shellWords(text)).toThrow(/every quote to end/);
  });

  test('are split like by Python, which SCS uses', () => {
    const character = fc.constantFrom('a', 'b', ' ', "'", '"', '\\', '$', '-', '=');
    const texts = fc.sample(fc.string({ unit: character, maxLength: 12 }), 400);
    const script = `
import json, shlex, sys
def split(text):
    try:
        return shlex.split(text)
    except ValueError:
        return None
print(json.dumps([split(text) for text in json.load(sys.stdin)]))`;
    const { stdout } = spawnSync('python3', ['-c', script], { input: JSON.stringify(texts), encoding: 'utf8' });
    const expected: (string[] | null)[] = JSON.parse(stdout);
    const ours = texts.map((text) => {
      try {
        return shellWords(text);
      } catch {
        return null;
      }
    });
    expect(expected).toHaveLength(400);
    expect(ours.map((words, index) => [texts[index], words])).toEqual(
      expected.map((words, index) => [texts[index], words]),
    );
  });
});

describe('the lines for SCS', () => {
  const lines = (testcases: string[], use: (lines: ResultLines) => void) => {
    const written: string[] = [];
    const logged: string[] = [];
    const results = new ResultLines(testcases, {
      result: (line) => written.push(line),
      log: (line) => logged.push(line),
    });
    use(results);
    return { written, logged, ending: results.ending };
  };

  test('are one for each testcase; the first answer counts', () => {
    const { written, logged, ending } = lines(['a', 'b', 'c'], (results) => {
      results.answer('b', 'PASS');
      results.answer('b', 'FAIL');
      results.answer('other', 'FAIL');
      results.abortOthers('for a\nreason');
      results.abortOthers('for another one');
    });
    expect(written).toEqual(['b: PASS\n', 'a: ABORT\n', 'c: ABORT\n']);
    // Each of them is also logged as CRITICAL, because ABORT alone is not counted.
    expect(logged).toEqual(['CRITICAL: a: ABORT: for a reason\n', 'CRITICAL: c: ABORT: for a reason\n']);
    expect(ending).toBe('inconclusive');
  });

  test.each([
    [['PASS', 'PASS'], 'compliant'],
    [['PASS', 'ABORT'], 'inconclusive'],
    [['FAIL', 'ABORT'], 'non-compliant'],
    [['ABORT', 'FAIL'], 'non-compliant'],
  ] as const)('%j together are %s', ([one, other], expected) => {
    const { ending } = lines(['a', 'b'], (results) => {
      results.answer('a', one);
      results.answer('b', other);
    });
    expect(ending).toBe(expected);
  });
});
