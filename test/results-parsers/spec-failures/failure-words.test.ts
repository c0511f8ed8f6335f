import { describe, expect, test } from '@jest/globals';
import { failureInWords } from '../../../results-parsers/spec-failures/failure-words.ts';
import { readFailure } from '../../../results-parsers/spec-failures/read-failure.ts';
import { type BuiltValidation, created, failed, lines, unreadyServers, validation } from './built-timeline.ts';

const four = ['netpol-x-17/a', 'netpol-x-17/b', 'netpol-y-4711/a', 'netpol-y-4711/b'];
const mixed = ['netpol-x-17/a', 'netpol-x-17/b', 'netpol-y-4711/a', 'netpol-y-4711/b', 'netpol-z-8/a'];

function wordsOn(built: BuiltValidation, message = 'Had 9 wrong results in reachability matrix'): string[] {
  const { expected, observed, pods } = built;
  const wrong = pods.flatMap((_, from) =>
    pods.filter((_, to) => from !== to && expected[from]?.[to] !== observed[from]?.[to]),
  ).length;
  return failureInWords(readFailure(failed(message.replace('9', String(wrong))), validation(built)));
}

describe('the words for wrong connections', () => {
  test.each<[string, string[], string[], string[], string]>([
    [
      'one that leaked',
      four,
      ['..X.', '....', '....', '....'],
      ['....', '....', '....', '....'],
      'netpol-x/a to netpol-y/a on 80/TCP should be blocked and was open',
    ],
    [
      'one that was blocked',
      four,
      ['....', '....', '....', '....'],
      ['..X.', '....', '....', '....'],
      'netpol-x/a to netpol-y/a on 80/TCP should be open and was blocked (the probe timed out)',
    ],
    [
      'all others to one',
      four,
      ['....', 'X...', 'X...', 'X...'],
      ['....', '....', '....', '....'],
      'all other pods reach netpol-x/a on 80/TCP, which should be blocked',
    ],
    [
      'one to all others',
      four,
      ['....', '....', '....', 'XXX.'],
      ['....', '....', '....', '....'],
      'netpol-y/b reaches all other pods on 80/TCP, which should be blocked',
    ],
    [
      'everything to everything',
      four,
      ['XXXX', 'XXXX', 'XXXX', 'XXXX'],
      ['....', '....', '....', '....'],
      'all pods reach each other on 80/TCP, which should be blocked',
    ],
    [
      'everything to a namespace',
      four,
      ['XX..', 'XX..', 'XX..', 'XX..'],
      ['....', '....', '....', '....'],
      'all pods reach all pods of netpol-x on 80/TCP, which should be blocked',
    ],
    [
      'a namespace to another',
      four,
      ['....', '....', 'XX..', 'XX..'],
      ['....', '....', '....', '....'],
      'all pods of netpol-y reach all pods of netpol-x on 80/TCP, which should be blocked',
    ],
    [
      'a namespace within itself',
      four,
      ['.X..', 'X...', '....', '....'],
      ['....', '....', '....', '....'],
      'all pods of netpol-x reach each other on 80/TCP, which should be blocked',
    ],
    [
      'a namespace and one more to one',
      mixed,
      ['.....', '.....', 'X....', 'X....', 'X....'],
      ['.....', '.....', '.....', '.....', '.....'],
      'all pods of netpol-y, and netpol-z/a reach netpol-x/a on 80/TCP, which should be blocked',
    ],
    [
      'some to one',
      mixed,
      ['.....', 'X....', 'X....', '.....', 'X....'],
      ['.....', '.....', '.....', '.....', '.....'],
      'netpol-x/b, netpol-y/a and netpol-z/a reach netpol-x/a on 80/TCP, which should be blocked',
    ],
    [
      'a namespace cut off',
      four,
      ['....', '....', '....', '....'],
      ['....', '....', 'XX..', 'XX..'],
      'nothing from all pods of netpol-y reaches all pods of netpol-x on 80/TCP, which should be open (each probe timed out)',
    ],
    [
      'all cut off',
      four,
      ['....', '....', '....', '....'],
      ['.XXX', 'X.XX', 'XX.X', 'XXX.'],
      'connections among all pods on 80/TCP should be open and were blocked (each probe timed out)',
    ],
  ])('say %s', (_, pods, expected, observed, phrase) => {
    expect(wordsOn({ pods, expected, observed })[0]).toBe(phrase);
  });

  test('say leaks first, then the larger group, then how many', () => {
    const expected = ['....', '....', 'X...', 'X..X'];
    const observed = ['.X..', '....', '....', '.X..'];
    expect(wordsOn({ pods: four, expected, observed, port: 81, protocol: 'UDP' })).toEqual([
      'all pods of netpol-y reach netpol-x/a on 81/UDP, which should be blocked',
      'nothing from netpol-x/a and netpol-y/b reaches netpol-x/b on 81/UDP, which should be open (each probe timed out)',
      '4 of 12 connections wrong, the same in both tries, nothing that should be blocked was blocked',
    ]);
  });

  test('mention it if the first try found something else', () => {
    const expected = ['.X..', 'X...', '....', '....'];
    const observed = ['....', 'X...', '....', '....'];
    const observedFirst = ['....', '....', '....', '....'];
    expect(wordsOn({ pods: four, expected, observed, observedFirst }).at(-1)).toBe(
      '1 of 12 connections wrong, 2 in the first of two tries',
    );
  });

  test('say if nothing that should be open was open', () => {
    const words = wordsOn({ pods: four.slice(0, 2), expected: ['.X', '..'], observed: ['.X', 'X.'] });
    expect(words.at(-1)).toBe('1 of 2 connections wrong, the same in both tries, nothing that should be open was open');
  });

  test('keep the suffixes of namespaces whose names are equal without them', () => {
    const pods = ['netpol-x-1/a', 'netpol-x-2/a'];
    expect(wordsOn({ pods, expected: ['.X', '..'], observed: ['..', '..'] })[0]).toBe(
      'netpol-x-1/a to netpol-x-2/a on 80/TCP should be blocked and was open',
    );
  });

  test('are limited in length', () => {
    const pods = Array.from({ length: 9 }, (_, index) => `netpol-x-1/p${index}`);
    const checkered = pods.map((_, from) => pods.map((_, to) => ((from * 7 + to * to) % 3 === 0 ? 'X' : '.')).join(''));
    const words = wordsOn({ pods, expected: checkered, observed: pods.map(() => '.........') });
    expect(words.length).toBeLessThanOrEqual(7);
    expect(Math.max(...words.map((phrase) => phrase.length))).toBeLessThan(250);
  });

  test('warn of an incomplete matrix', () => {
    const built = {
      pods: four,
      expected: ['.X..', '....', '....', '....'],
      observed: ['....', '....', '....', '....'],
    };
    const failure = readFailure(failed('Had 5 wrong results in reachability matrix'), validation(built));
    expect(failureInWords(failure).at(-1)).toBe(
      "the matrix is cut off or contradicts upstream's own counts, so there may be more",
    );
  });
});

test('a probe that could not be started is distinguished from a blocked connection', () => {
  const built = {
    pods: four.slice(0, 3),
    expected: ['..X', '...', '...'],
    observed: ['.X.', '...', '...'],
    stderr: '',
  };
  const failure = readFailure(failed('Had 2 wrong results in reachability matrix'), validation(built));
  expect(failureInWords(failure)).toEqual([
    'netpol-x/a to netpol-y/a on 80/TCP should be blocked and was open',
    'netpol-x/a to netpol-x/b on 80/TCP should be open and was blocked (the probe could not be started)',
    '2 of 6 connections wrong, the same in both tries, nothing that should be blocked was blocked',
    '1 probe of these could not be started in its pod',
  ]);
});

describe('the words for other failures', () => {
  const execError = 'fallback to secondary dialer from primary dialer err: container not found ("agnhost")';

  test.each<[string, string, string, string[]]>([
    [
      'servers that were never ready',
      'unable to initialize resources: after 10 tries, 1 HTTP servers are not ready',
      unreadyServers(four, 81, 'SCTP', 2) + lines(execError),
      [
        "the spec's own servers were never all reachable (81/SCTP), before it made any policy",
        '12 of 12 connections on 81/SCTP blocked, and no probe said why',
        'starting a probe in a pod failed, the last time with: container not found ("agnhost")',
      ],
    ],
    [
      'an API server that refuses',
      'Unable to create netpol netpol-x-17/deny: forbidden',
      lines(...created(four), execError),
      ['a step that its probes depend on failed: Unable to create netpol netpol-x-17/deny: forbidden'],
    ],
    [
      'probes that say nothing',
      'Had 1 wrong results in reachability matrix',
      validation({ pods: four.slice(0, 2), expected: ['..', '..'], observed: ['.X', '..'], stderr: '' }),
      [
        '1 of 2 connections on 80/TCP blocked, and no probe said why',
        'this is what happens when probes cannot be started in their pods',
      ],
    ],
    [
      'a matrix without a timeline',
      'Had 3 wrong results in reachability matrix',
      '',
      ['Had 3 wrong results in reachability matrix, but its timeline does not say which'],
    ],
    [
      'an end in the middle of a try',
      'A suite timeout occurred',
      validation({ pods: four.slice(0, 2), expected: ['.X', '..'], observed: ['..', '..'] }).split('failed first')[0] ??
        '',
      [
        'the spec failed for a reason other than its reachability matrix: A suite timeout occurred',
        'seen before that: netpol-x/a to netpol-x/b on 80/TCP should be blocked and was open',
      ],
    ],
    ['no text', '', '', ['the spec does not say why it failed']],
  ])('say %s', (_, message, timeline, words) => {
    expect(failureInWords(readFailure(message, timeline))).toEqual(words);
  });
});
