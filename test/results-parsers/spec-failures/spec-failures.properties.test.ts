import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  ReachabilityFailure,
  type WrongConnection,
} from '../../../results-parsers/documents/verdict/reachability-failure.ts';
import { fullName, groupConnections } from '../../../results-parsers/spec-failures/connection-groups.ts';
import { failureInWords } from '../../../results-parsers/spec-failures/failure-words.ts';
import { readFailure } from '../../../results-parsers/spec-failures/read-failure.ts';
import { failureRemedy } from '../../../results-parsers/spec-failures/remedies.ts';
import { failed, unreadyServers, validation } from './built-timeline.ts';

const pods = ['netpol-x-1/a', 'netpol-x-1/b', 'netpol-y-2/a', 'netpol-z-3/a'];
const rows = fc.array(fc.string({ unit: fc.constantFrom('.', 'X'), minLength: 4, maxLength: 4 }), {
  minLength: 4,
  maxLength: 4,
});
const anyValidation = fc.record({ expected: rows, observed: rows, observedFirst: rows });

const pieces = [
  ...validation({ pods, expected: ['X...', 'X...', '....', '....'], observed: ['.X..', '....', '....', '....'] }).split(
    '\n',
  ),
  ...unreadyServers(pods.slice(0, 2), 80, 'TCP', 1).split('\n'),
];
const anyLine = fc.oneof(
  { weight: 8, arbitrary: fc.constantFrom(...pieces) },
  fc.string(),
  fc.tuple(fc.constantFrom(...pieces), fc.nat(200)).map(([line, length]) => line.slice(0, length)),
);
const anyText = fc.array(anyLine, { maxLength: 80 }).map((all) => all.join('\n'));

describe('for any texts', () => {
  test('reading gives a failure that is valid by its schema, with words and a remedy', () => {
    const anyFailure = fc.oneof(
      anyText,
      fc.nat(9).map((count) => failed(`Had ${count} wrong results in reachability matrix`)),
    );
    const isRead = fc.property(anyFailure, anyText, (failureText, timeline) => {
      const failure = readFailure(failureText, timeline);
      expect(ReachabilityFailure.parse(failure)).toEqual(failure);
      expect(failureInWords(failure).length).toBeGreaterThan(0);
      expect(failureRemedy(failure)).not.toBe('');
    });
    fc.assert(isRead, { numRuns: 500 });
  });

  test('the connections are read as upstream observed them, except those of a pod to itself', () => {
    const isRoundTrip = fc.property(anyValidation, ({ expected, observed, observedFirst }) => {
      const wrongBetween = (seen: readonly string[]): string[] =>
        pods.flatMap((from, row) =>
          pods.flatMap((to, column) =>
            from !== to && expected[row]?.[column] !== seen[row]?.[column] ? [`${from} ${to}`] : [],
          ),
        );
      const [first, last] = [wrongBetween(observedFirst), wrongBetween(observed)];
      fc.pre(first.length > 0 && last.length > 0);
      const text = failed(`Had ${last.length} wrong results in reachability matrix`);
      const failure = readFailure(text, validation({ pods, expected, observed, observedFirst }));
      expect(failure.complete).toBe(true);
      expect(failure.wrong.map(({ from, to }) => `${fullName(from)} ${fullName(to)}`)).toEqual(last);
      expect(failure.tries.map(({ wrong }) => wrong)).toEqual([first.length, last.length]);
      expect(failure.tries.at(-1)?.observed).toEqual(observed);
      expect(failure.sameInBothTries).toBe(first.join() === last.join());
    });
    fc.assert(isRoundTrip);
  });
});

test('groups contain every connection once, and each group all connections from its sources to its targets', () => {
  const pairs = pods.flatMap((from) => pods.filter((to) => to !== from).map((to) => [from, to] as const));
  const isPartition = fc.property(fc.subarray(pairs), (chosen) => {
    const groups = groupConnections(chosen.map(([from, to]) => connection(from, to)));
    const grouped = groups.flatMap(({ sources, targets }) =>
      [...sources].flatMap((from) => [...targets].filter((to) => to !== from).map((to) => `${from} ${to}`)),
    );
    expect(grouped.sort()).toEqual(chosen.map(([from, to]) => `${from} ${to}`).sort());
    expect(groups.flatMap(({ connections }) => connections)).toHaveLength(chosen.length);
  });
  fc.assert(isPartition, { numRuns: 500 });
});

function connection(from: string, to: string): WrongConnection {
  const [source, target] = [from, to].map((pod) => {
    const [namespace = '', name = ''] = pod.split('/');
    return { namespace, name };
  });
  if (source === undefined || target === undefined) throw new Error('two pods make two names');
  return { from: source, to: target, expected: 'blocked', observed: 'open', answer: null };
}
