import { describe, expect, test } from '@jest/globals';
import { ReachabilityFailure } from '../../../results-parsers/documents/verdict/reachability-failure.ts';
import { reachabilityFailure, readFailure } from '../../../results-parsers/spec-failures/read-failure.ts';
import { TimelineReader } from '../../../results-parsers/spec-failures/timeline-reader.ts';
import { created, failed, formats, lines, table, unreadyServers, validation } from './built-timeline.ts';

const pods = ['netpol-x-17/a', 'netpol-x-17/b', 'netpol-y-4711/a'];
const leak = {
  pods,
  expected: ['X..', 'X..', 'X..'],
  observed: ['...', '...', 'X..'],
};
const x = (name: string) => ({ namespace: 'netpol-x-17', name });

describe('a failed reachability matrix', () => {
  test.each(Object.entries(formats))('is read from the lines of %s', (_, format) => {
    const timeline = lines(...created(pods)) + validation({ ...leak, format, port: 81, protocol: 'UDP' });
    const failure = readFailure(failed('Had 1 wrong results in reachability matrix'), timeline);
    expect(failure).toEqual({
      kind: 'leak',
      message: 'Had 1 wrong results in reachability matrix',
      complete: true,
      server: { port: 81, protocol: 'UDP' },
      pods: [x('a'), x('b'), { namespace: 'netpol-y-4711', name: 'a' }],
      expected: ['X..', 'X..', 'X..'],
      tries: [
        { number: 1, observed: ['...', '...', 'X..'], wrong: 1 },
        { number: 2, observed: ['...', '...', 'X..'], wrong: 1 },
      ],
      wrong: [{ from: x('b'), to: x('a'), expected: 'blocked', observed: 'open', answer: null }],
      connections: 6,
      sameInBothTries: true,
      notReady: [],
      execError: null,
      placed: [],
    });
    expect(ReachabilityFailure.parse(failure)).toEqual(failure);
  });

  test.each([
    ['leak', ['X..', '...', 'X..'], ['X..', '...', '...']],
    ['blocked', ['...', '...', '...'], ['.X.', '...', '...']],
    ['both', ['.X.', '...', '...'], ['..X', '...', '...']],
    // A pod's connection to itself does not count.
    ['unknown', ['X..', '...', '...'], ['...', '...', '...']],
  ] as const)('is of the kind %s if %j is expected and %j observed', (kind, expected, observed) => {
    const timeline = validation({ pods, expected, observed });
    const failure = readFailure(failed('Had 1 wrong results in reachability matrix'), timeline);
    expect(failure.kind).toBe(kind);
  });

  test.each([
    ['TIMEOUT', 'timeout'],
    ['TIMEOUT: read udp 10.244.0.35:43021->10.96.254.11:80: i/o timeout', 'timeout'],
    ['REFUSED', 'refused'],
    ['DNS: no such host', 'dns'],
    ['UNKNOWN: bad', 'unknown'],
    ['OTHER: no route to host', 'other'],
    ['constructor', 'other'],
  ])("keeps the probe's reason for a blocked connection: %s", (stderr, answer) => {
    const timeline = validation({ pods, expected: ['...', '...', '...'], observed: ['.X.', '...', '...'], stderr });
    expect(readFailure(failed('Had 1 wrong results in reachability matrix'), timeline)).toMatchObject({
      kind: 'blocked',
      wrong: [{ from: x('a'), to: x('b'), observed: 'blocked', answer }],
    });
  });

  test('is of the environment if not one probe of a blocked connection gave a reason', () => {
    const built = { pods, expected: ['...', '...', '...'], observed: ['.XX', '...', '...'], stderr: '' };
    const failure = readFailure(failed('Had 2 wrong results in reachability matrix'), validation(built));
    expect(failure).toMatchObject({ kind: 'environment', complete: true, wrong: [{}, {}] });
  });

  test('of a first try with other results is kept apart from that of the last', () => {
    const timeline = validation({ ...leak, observedFirst: ['...', '...', '...'] });
    expect(readFailure(failed('Had 1 wrong results in reachability matrix'), timeline)).toMatchObject({
      complete: true,
      sameInBothTries: false,
      tries: [
        { wrong: 2, observed: ['...', '...', '...'] },
        { wrong: 1, observed: ['...', '...', 'X..'] },
      ],
      wrong: [{ from: x('b') }],
    });
  });

  test('is the last one: that of the last attempt, after successful validations', () => {
    const good = validation({ ...leak, observed: leak.expected });
    const timeline = `${validation({ ...leak, observed: ['XX.', '...', '...'] })}\nAttempt #1 Failed.  Retrying ↺ @ 11/22/26\n\n${good}${validation(leak)}`;
    expect(readFailure(failed('Had 1 wrong results in reachability matrix'), timeline)).toEqual(
      readFailure(failed('Had 1 wrong results in reachability matrix'), validation(leak)),
    );
  });

  test('of an earlier attempt explains nothing', () => {
    const earlier = unreadyServers(pods, 81, 'UDP', 1) + validation(leak);
    const timeline = `${earlier}\nAttempt #1 Failed.  Retrying ↺ @ 11/22/26\n\n`;
    const failure = readFailure(failed('Unable to create netpol netpol-x-17/deny: forbidden'), timeline);
    expect(failure).toMatchObject({ kind: 'environment', notReady: [], pods: [], wrong: [], tries: [] });
  });

  test("does not take over the reason of the first try's probe", () => {
    const built = { pods, expected: ['...', '...', '...'], observed: ['.X.', '...', '...'] };
    const [first = '', second = ''] = validation(built).split('(SECOND TRY)');
    const timeline = `${first}(SECOND TRY)${second.replace(/^.*probe #.*$/m, '')}`;
    expect(readFailure(failed('Had 1 wrong results in reachability matrix'), timeline)).toMatchObject({
      complete: true,
      wrong: [{ observed: 'blocked', answer: null }],
    });
  });

  test('that succeeded in the end explains nothing', () => {
    const timeline = validation({ ...leak, observed: leak.expected });
    const failure = readFailure(failed('A suite timeout occurred'), timeline);
    expect(failure).toMatchObject({ kind: 'unknown', pods: [], wrong: [], connections: 0 });
  });

  test('is the same however its text is cut into pieces', () => {
    const timeline = validation(leak);
    const reader = new TimelineReader();
    for (const character of timeline) reader.write(character);
    reader.end();
    const message = failed('Had 1 wrong results in reachability matrix');
    expect(reachabilityFailure(message, reader.reading())).toEqual(readFailure(message, timeline));
  });

  test('is read with Windows line ends and IPv6 addresses', () => {
    const timeline = validation(leak)
      .replaceAll(/10\.96\.0\.(\d)/g, '[fd00::$1]')
      .replaceAll('\n', '\r\n');
    expect(readFailure('Had 1 wrong results in reachability matrix', timeline)).toMatchObject({
      kind: 'leak',
      complete: true,
      server: { port: 80, protocol: 'TCP' },
    });
  });
});

describe('a matrix that is cut off or damaged', () => {
  const message = failed('Had 1 wrong results in reachability matrix');
  const whole = validation(leak);

  test.each([
    ['before the tables', whole.slice(0, whole.indexOf('expected:'))],
    ['inside the expected table', whole.slice(0, whole.indexOf('expected:') + 90)],
    ['inside the observed table', whole.slice(0, whole.indexOf('observed:') + 90)],
    ['by a missing row', whole.replace('netpol-x-17/b\tX', 'netpol-x-17/q\tX')],
    ['by a mark that upstream never writes', whole.replace('netpol-x-17/b\tX', 'netpol-x-17/b\tY')],
    [
      'by a count of wrong connections that contradicts it',
      whole.replace('correct:5, incorrect:1', 'correct:4, incorrect:2'),
    ],
    ['by a count of right connections that contradicts it', whole.replace('correct:5', 'correct:4')],
    ['by a line that is missing from the first try', whole.replace(/^.*Validation of netpol-x-17\/b .*$/m, '')],
  ])('%s is read as far as possible and marked incomplete', (_, timeline) => {
    const failure = readFailure(message, timeline);
    expect(failure).toMatchObject({ kind: 'leak', complete: false, wrong: [{ from: x('b'), to: x('a') }] });
    expect(ReachabilityFailure.safeParse(failure).success).toBe(true);
  });

  test('does not hide a wrong connection that only a single line shows', () => {
    const observed = whole.indexOf('observed:');
    const contradicted =
      whole.slice(0, observed) + whole.slice(observed).replace('netpol-x-17/b\t.', 'netpol-x-17/b\tX');
    expect(readFailure(message, contradicted)).toMatchObject({ kind: 'leak', wrong: [{ from: x('b'), to: x('a') }] });
  });

  test('is incomplete if the failure has another count', () => {
    expect(readFailure(failed('Had 3 wrong results in reachability matrix'), whole).complete).toBe(false);
  });

  test('is incomplete if its last line has another count and there is no failure text', () => {
    const damaged = whole.replace(
      'netpol-y-4711/a\tX\t\t.\t\t.\t\n\n\n\nI1122 11:38:27.019697      24 reachability.go:71] comparison',
      'netpol-y-4711/a\t.\t\t.\t\t.\t\n\n\n\ncomparison',
    );
    expect(damaged).not.toBe(whole);
    expect(readFailure('', damaged)).toMatchObject({ kind: 'leak', complete: false, wrong: [{}, {}] });
    expect(readFailure('', whole)).toMatchObject({ kind: 'leak', complete: true, wrong: [{}] });
  });

  test('that is missing leaves the kind unknown', () => {
    expect(readFailure(message, '')).toMatchObject({ kind: 'unknown', complete: false, wrong: [], pods: [] });
  });

  test('has no more pods than the limit', () => {
    const many = Array.from({ length: 300 }, (_, index) => `netpol-x-1/p${index}`);
    const rows = many.map(() => '.'.repeat(300));
    const text = lines('STEP: Validating reachability matrix... (FIRST TRY)', `expected:\n\n${table(many, rows)}`);
    expect(readFailure(message, text).pods).toHaveLength(32);
  });
});

describe('a probe that could not be started', () => {
  // `agnhost connect` always gives a reason. If nothing follows "stderr -", Kubernetes 1.37 has logged a failed exec.
  const unstarted = (expected: readonly string[], observed: readonly string[], further = ''): string =>
    validation({ pods, expected, observed, stderr: '' }) + further;

  test.each([
    ['environment', ['...', '...', '...'], ['.X.', '...', '...']],
    ['leak', ['..X', '...', '...'], ['.X.', '...', '...']],
  ] as const)('does not count as a blocked connection: %s', (kind, expected, observed) => {
    const failure = readFailure(failed('Had 2 wrong results in reachability matrix'), unstarted(expected, observed));
    expect(failure.kind).toBe(kind);
    expect(failure.execError).toBeNull();
  });

  test.each([
    ['command terminated with exit code 1', null],
    ['<nil>', null],
    ['container not found ("agnhost")', 'container not found ("agnhost")'],
    ['command terminated with exit code 137', 'command terminated with exit code 137'],
  ])('is distinguished from a command that ended as it does for a blocked connection: %s', (logged, execError) => {
    const line = lines(`unexpected error trying to use websockets for pod exec: ${logged}`);
    expect(readFailure(failed('x'), line).execError).toBe(execError);
  });
});

describe('a failure before any policy', () => {
  test('is of the environment and names the servers that were never ready', () => {
    const timeline =
      unreadyServers(pods, 80, 'SCTP', 3) +
      lines('fallback to secondary dialer from primary dialer err: container not found ("agnhost")');
    const text = failed('unable to initialize resources: after 10 tries, 1 HTTP servers are not ready');
    expect(readFailure(text, timeline)).toMatchObject({
      kind: 'environment',
      complete: true,
      server: { port: 80, protocol: 'SCTP' },
      notReady: [{ port: 80, protocol: 'SCTP' }],
      connections: 6,
      wrong: Array.from({ length: 6 }, () => ({ expected: 'open', observed: 'blocked', answer: 'nothing' })),
      tries: [{ number: 3, wrong: 6, observed: ['XXX', 'XXX', 'XXX'] }],
      execError: 'container not found ("agnhost")',
    });
  });

  test('is not blamed on a server that was ready in the end', () => {
    const timeline = unreadyServers(pods, 80, 'TCP', 1) + lines('server 81->80,TCP is ready');
    const failure = readFailure(failed('Unable to create netpol netpol-x-17/deny: forbidden'), timeline);
    expect(failure).toMatchObject({ kind: 'environment', complete: true, notReady: [], wrong: [], tries: [] });
  });

  test('names only servers that are not ready', () => {
    const timeline = unreadyServers(pods, 80, 'TCP', 1) + lines('server 81->81,TCP is ready');
    expect(readFailure(failed('unable to initialize resources: x'), timeline)).toMatchObject({
      server: { port: 80, protocol: 'TCP' },
      notReady: [{ port: 80, protocol: 'TCP' }],
      tries: [{ number: 1, wrong: 6 }],
    });
  });

  test.each([
    ['unable to initialize resources: unable to wait for pod netpol-x-17/a: timed out', 'It', 'environment'],
    ['Unable to update netpol netpol-x-17/deny: conflict', 'It', 'environment'],
    ['Unable to wait for pod netpol-x-17/a to update labels: timed out', 'It', 'environment'],
    ["couldn't create ns: forbidden", 'BeforeEach', 'environment'],
    ['expected networking API version, got x', 'It', 'unknown'],
  ])('%s in %s', (message, node, kind) => {
    expect(readFailure(failed(message, node), '')).toMatchObject({ kind, message, complete: true });
  });
});
