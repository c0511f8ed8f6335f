import { describe, expect, test } from '@jest/globals';
import type { PodObstacle } from '../../../src/cluster/pod-obstacle.ts';
import type { RunPod, SonobuoyRun } from '../../../src/cluster/sonobuoy-run.ts';
import { PLUGIN_NAME } from '../../../src/sonobuoy/plugin-manifest.ts';
import { RunWatch, type Sighting, type WatchEnd } from '../../../src/sonobuoy/run-watch.ts';
import type { SonobuoyStatus } from '../../../src/sonobuoy/status.ts';

const START = Date.parse('2026-11-24T06:00:00Z');
const KNOWN = { namespaceUid: 'ours', createdAt: new Date(START) };

const pod = (changes: Partial<RunPod> = {}): RunPod => ({
  name: 'a-pod',
  uid: 'a-uid',
  phase: 'Running',
  isStopping: false,
  hasEndedContainer: false,
  obstacle: null,
  ...changes,
});

const failed = (text: string): PodObstacle => ({ text, pull: null });
const unpulled = (image: string, reason: string | null, container = 'plugin'): PodObstacle => ({
  text: `cannot pull ${image} (${reason ?? 'ImagePullBackOff'})`,
  pull: { image, container, reason },
});

const run = (changes: Partial<SonobuoyRun> = {}): SonobuoyRun => ({
  ...KNOWN,
  namespace: 'sonobuoy',
  aggregator: pod(),
  startedAs: 'an-id',
  termination: null,
  plugins: new Map([[PLUGIN_NAME, [pod()]]]),
  ...changes,
});

function status(changes: Partial<SonobuoyStatus> = {}, plugin: object = {}): Sighting['answer'] {
  const plugins = [{ plugin: PLUGIN_NAME, status: 'running', ...plugin }];
  return { kind: 'known', status: { status: 'running', plugins, ...changes } };
}

const seen = (answer: Sighting['answer'], found: SonobuoyRun | null = run()): Sighting => ({
  answer,
  objects: { kind: 'known', run: found },
});
const UNANSWERED: Sighting = {
  answer: { kind: 'unanswered', problem: 'refused' },
  objects: { kind: 'unanswered', problem: 'no answer in time' },
};

/** The end of the watch, if there is one, after the same sighting every ten seconds for this many minutes. */
function after(minutes: number, sighting: Sighting, isStopped = false, watch = new RunWatch(KNOWN)): WatchEnd | null {
  let end: WatchEnd | null = null;
  for (let seconds = 0; seconds <= minutes * 60 && end === null; seconds += 10) {
    end = watch.look(sighting, isStopped, START + seconds * 1000).end;
  }
  return end;
}

const progress = { msg: 'running; 3 of 47\nb\nc', total: 47, completed: 2, failures: ['a'] };

describe('waiting for a run ends', () => {
  const archive = { name: 'x.tar.gz', sha256: 'abc', size: 3 };
  test.each<[string, Sighting, WatchEnd['kind'], RegExp]>([
    ['when Sonobuoy has failed', seen(status({ status: 'failed' })), 'no-archive', /Sonobuoy says that it has failed/],
    [
      'when Sonobuoy’s pod has failed',
      seen(
        { kind: 'starting' },
        run({ aggregator: pod({ phase: 'Failed', obstacle: failed('it failed (Evicted)') }) }),
      ),
      'no-archive',
      /Evicted/,
    ],
    [
      'when Sonobuoy’s pod has ended',
      seen({ kind: 'starting' }, run({ aggregator: pod({ phase: 'Succeeded' }) })),
      'no-archive',
      /has ended/,
    ],
    ['when the namespace is gone', seen({ kind: 'unanswered', problem: 'not found' }, null), 'gone', /deleted the run/],
    [
      'when another run has taken its place',
      seen(status(), run({ namespaceUid: 'theirs' })),
      'gone',
      /started another one/,
    ],
  ])('%s', (_, sighting, kind, reason) => {
    const end = after(0, sighting);
    expect(end).toEqual({ kind, reason: expect.stringMatching(reason) });
  });

  test('when Sonobuoy has the archive, with what it says about it', () => {
    expect(after(0, seen(status({ status: 'complete', 'tar-info': archive })))).toEqual({ kind: 'ready', archive });
    expect(after(0, seen(status({ status: 'complete' })))).toEqual({ kind: 'ready', archive: null });
  });

  test('not with the archive of a run that has taken its place', () => {
    const other = seen(status({ status: 'complete', 'tar-info': archive }), run({ namespaceUid: 'theirs' }));
    expect(after(0, other)?.kind).toBe('gone');
  });

  test.each<[string, number, Sighting, WatchEnd['kind'], RegExp]>([
    ['nobody answers', 15, UNANSWERED, 'unanswered', /no answer in time/],
    [
      'Sonobuoy does not answer, although its pod runs',
      15,
      seen({ kind: 'unanswered', problem: 'refused' }),
      'unanswered',
      /refused/,
    ],
    ['Sonobuoy says nothing', 10, seen({ kind: 'starting' }), 'no-archive', /reported nothing/],
    [
      'Sonobuoy’s image cannot be pulled',
      6,
      seen(
        { kind: 'unanswered', problem: 'x' },
        run({ aggregator: pod({ phase: 'Pending', obstacle: unpulled('i', 'toomanyrequests') }) }),
      ),
      'no-archive',
      /Sonobuoy's own pod: cannot pull i/,
    ],
    [
      'the plugin’s image cannot be pulled',
      6,
      seen(
        status(),
        run({
          plugins: new Map([
            [PLUGIN_NAME, [pod({ phase: 'Pending', obstacle: unpulled('p', '429 Too Many Requests') })]],
          ]),
        }),
      ),
      'no-archive',
      /the plugin's pod: cannot pull p/,
    ],
    [
      'the plugin’s pod is gone',
      2,
      seen(status({}, { progress }), run({ plugins: new Map() })),
      'no-archive',
      /pod is gone/,
    ],
  ])('when %s for more than %d minutes', (_, minutes, sighting, kind, reason) => {
    expect(after(minutes, sighting)).toBeNull();
    expect(after(minutes + 1, sighting)).toMatchObject({ kind, reason: expect.stringMatching(reason) });
  });

  test.each<[string, string | null, string, RegExp]>([
    [
      'does not exist',
      'ghcr.io/x/y:1: not found',
      'install-runner',
      /an image that is there with --image, .*--registry/,
    ],
    ['may not be pulled', 'pull access denied', 'plugin', /--pull-secret; .*--conformance-image/],
    [
      'cannot be reached',
      'dial tcp 192.0.2.1:443: connect: no route to host',
      'plugin',
      /nodes can reach with --registry/,
    ],
    ['is that of Sonobuoy and does not exist', 'not found', 'kube-sonobuoy', /with --sonobuoy-image/],
    ['fails for an unknown reason', null, 'plugin', /--conformance-image, .*--registry.*--pull-secret/],
  ])('within a minute if an image %s, with the kubelet’s reason and what to do', (_, reason, container, remedy) => {
    const obstacle = unpulled('an-image', reason, container);
    const plugins = new Map([[PLUGIN_NAME, [pod({ phase: 'Pending', obstacle })]]]);
    const watch = new RunWatch(KNOWN);
    const sighting = seen(status(), run({ plugins }));
    expect(watch.look(sighting, false, START).end).toBeNull();
    expect(watch.look(sighting, false, START + 25_000).end).toBeNull();
    expect(watch.look(sighting, false, START + 31_000).end).toEqual({
      kind: 'no-archive',
      reason: `the plugin's pod: ${obstacle.text}`,
      remedy: expect.stringMatching(remedy),
    });
  });

  test('within a minute if an image has another architecture than the node', () => {
    const obstacle = failed(
      'its container install-runner exits at once (exit code 255: exec /scs/loader: exec format error)',
    );
    const sighting = seen(status(), run({ plugins: new Map([[PLUGIN_NAME, [pod({ phase: 'Pending', obstacle })]]]) }));
    expect(after(0.5, sighting)).toBeNull();
    expect(after(1, sighting)).toMatchObject({
      remedy: expect.stringMatching(/--image .*--node-selector kubernetes\.io/),
    });
  });

  test('with the reason that the kubelet gave before it only reported that it waits', () => {
    const sighting = (reason: string | null) =>
      seen(status(), run({ aggregator: pod({ phase: 'Pending', obstacle: unpulled('i', reason, 'kube-sonobuoy') }) }));
    const watch = new RunWatch(KNOWN);
    watch.look(sighting('i: not found'), false, START);
    const { snapshot, end } = watch.look(sighting(null), false, START + 31_000);
    expect(snapshot.obstacle).toBe("Sonobuoy's own pod: cannot pull i (i: not found)");
    expect(end).toMatchObject({ reason: snapshot.obstacle });
  });

  describe('if nothing that the plugin sends arrives', () => {
    const cutOff = { isCertain: true, text: 'the NetworkPolicy p keeps it', remedy: 'Exempt it.' };
    const unheard = (found: typeof cutOff | null): Sighting => ({ ...seen(status()), cutOff: found });

    test('within a minute if a policy blocks it', () => {
      expect(after(0.5, unheard(cutOff))).toBeNull();
      expect(after(1, unheard(cutOff))).toEqual({ kind: 'no-archive', reason: cutOff.text, remedy: cutOff.remedy });
    });

    test('within two minutes if policies may block it', () => {
      const suspected = { ...cutOff, isCertain: false };
      expect(after(1, unheard(suspected))).toBeNull();
      expect(after(1.5, unheard(suspected))).toMatchObject({ kind: 'no-archive', reason: cutOff.text });
    });

    test('after some minutes if no policy is known to block it', () => {
      expect(after(6, unheard(null))).toBeNull();
      expect(after(7, unheard(null))).toMatchObject({ reason: expect.stringMatching(/port 8080/) });
    });

    test('and Sonobuoy itself is silent, because a policy keeps it from the API server', () => {
      const mute: Sighting = { ...seen({ kind: 'starting' }, run({ plugins: new Map() })), cutOff };
      expect(after(0.5, mute)).toBeNull();
      expect(after(1, mute)).toMatchObject({ reason: cutOff.text });
    });

    test('and Sonobuoy itself has given up, because a policy keeps it from the API server', () => {
      const ended: Sighting = { ...seen({ kind: 'starting' }, run({ aggregator: pod({ phase: 'Failed' }) })), cutOff };
      expect(after(0.1, ended)).toMatchObject({ kind: 'no-archive', reason: cutOff.text, remedy: cutOff.remedy });
      const suspected = { ...cutOff, isCertain: false };
      expect(after(0.1, { ...ended, cutOff: suspected })).toMatchObject({ reason: expect.stringMatching(/has ended/) });
    });

    describe('except what it sent before its preflight, which could not reach the API server', () => {
      const preflight = status({}, { progress: { msg: 'preflight', total: 0, completed: 0, failures: [] } });
      const ended = run({ plugins: new Map([[PLUGIN_NAME, [pod({ hasEndedContainer: true })]]]) });

      test('the watch ends soon, because no results can arrive', () => {
        expect(after(0.2, { ...seen(preflight, ended), cutOff })).toBeNull();
        expect(after(0.5, { ...seen(preflight, ended), cutOff })).toMatchObject({ reason: cutOff.text });
      });

      test('the watch ends within two minutes if the preflight makes no progress', () => {
        expect(after(1.2, { ...seen(preflight), cutOff })).toBeNull();
        expect(after(1.4, { ...seen(preflight), cutOff })).toMatchObject({ reason: cutOff.text });
      });

      test.each<[string, Sighting]>([
        ['its container still runs', { ...seen(preflight), cutOff }],
        [
          'it is only suspected that a policy blocks it',
          { ...seen(preflight, ended), cutOff: { ...cutOff, isCertain: false } },
        ],
        ['no policy is known to block it', seen(preflight, ended)],
      ])('the watch continues if %s', (_, sighting) => expect(after(1, sighting)).toBeNull());
    });

    test('but not while Sonobuoy’s image is still being pulled', () => {
      const slow = run({ aggregator: pod({ phase: 'Pending' }), plugins: new Map() });
      expect(after(9, { ...seen({ kind: 'starting' }, slow), cutOff })).toBeNull();
    });

    test('but not if nothing enforces the policy', () => {
      expect(after(60, { ...seen(status({}, { progress })), cutOff })).toBeNull();
    });
  });

  test('if somebody has deleted the run and its namespace keeps terminating', () => {
    const termination = {
      since: new Date(START - 180_000),
      heldBy: ['example.org/hold in 1 resource.'],
      isStuck: true,
    };
    const end = after(0, seen({ kind: 'unanswered', problem: 'x' }, run({ aggregator: null, termination })));
    expect(end).toEqual({
      kind: 'gone',
      reason:
        'somebody has deleted the run; its namespace sonobuoy has been terminating for 3 minutes, since 2026-11-24T05:57:00Z: example.org/hold in 1 resource',
    });
  });

  test('if a stopped plugin hands nothing over within four minutes', () => {
    expect(after(60, seen(status({}, { progress })))).toBeNull();
    expect(after(4, seen(status({}, { progress })), true)).toBeNull();
    expect(after(5, seen(status({}, { progress })), true)).toEqual({
      kind: 'no-archive',
      reason: expect.stringMatching(/did not hand over/),
    });
  });

  test('not if the run continues after a while without an answer', () => {
    const watch = new RunWatch(KNOWN);
    for (const sighting of [UNANSWERED, seen(status({}, { progress })), UNANSWERED]) {
      expect(after(14, sighting, false, watch)).toBeNull();
    }
  });

  test('not while Sonobuoy packs a large archive, stopped or not', () => {
    for (const isStopped of [false, true]) {
      expect(
        after(120, seen(status({ status: 'post-processing' }), run({ plugins: new Map() })), isStopped),
      ).toBeNull();
    }
  });
});

describe('a run is shown', () => {
  const snapshot = (sighting: Sighting, isStopped = false, watch = new RunWatch(KNOWN)) =>
    watch.look(sighting, isStopped, START + 90_000).snapshot;

  test('with what its plugin reports', () => {
    expect(snapshot(seen(status({}, { progress })))).toEqual({
      phase: 'testing',
      elapsedSeconds: 90,
      quietSeconds: 0,
      total: 47,
      passed: 2,
      failed: 1,
      message: 'running; 3 of 47',
      running: ['b', 'c'],
      mustSoFar: null,
      secondsLeft: null,
      obstacle: null,
    });
  });

  test('with the time since the last change, which starts again when a spec ends', () => {
    const watch = new RunWatch(KNOWN);
    const quietAfter = (seconds: number, completed: number): number =>
      watch.look(seen(status({}, { progress: { ...progress, completed } })), false, START + seconds * 1_000).snapshot
        .quietSeconds;
    expect([quietAfter(0, 2), quietAfter(10, 2), quietAfter(400, 2)]).toEqual([0, 0, 390]);
    expect([quietAfter(410, 3), quietAfter(420, 3), quietAfter(480, 3)]).toEqual([0, 0, 60]);
  });

  test.each([
    ['starting', seen({ kind: 'starting' }), false],
    ['starting', seen(status()), false],
    ['starting', seen(status({}, { progress: { msg: 'preflight', total: 0 } })), false],
    ['stopping', seen(status({}, { progress })), true],
    ['collecting', seen(status({ status: 'post-processing' }, { progress })), false],
    ['collecting', seen(status({ status: 'post-processing' }, { progress })), true],
  ])('as %s', (phase, sighting, isStopped) => {
    expect(snapshot(sighting, isStopped).phase).toBe(phase);
  });

  test('with its last known state, and why there is no newer one', () => {
    const watch = new RunWatch(KNOWN);
    snapshot(seen(status({}, { progress })), false, watch);
    expect(snapshot(UNANSWERED, false, watch)).toMatchObject({
      phase: 'testing',
      passed: 2,
      obstacle: 'no answer in time',
    });
    expect(watch.failures).toEqual(['a']);
  });
});
