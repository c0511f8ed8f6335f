import { afterEach, describe, expect, test } from '@jest/globals';
import { sonobuoy } from '../../../src/sonobuoy/sonobuoy.ts';
import { readStatus } from '../../../src/sonobuoy/status.ts';
import { sonobuoyVersion } from '../../../src/sonobuoy/version.ts';
import { FakeSonobuoy } from './fake-sonobuoy.ts';

let fake: FakeSonobuoy | undefined;
afterEach(() => fake?.remove());

describe('sonobuoy', () => {
  test('explains a failure by its log', async () => {
    const log = `time="2026-11-24T06:00:00Z" level=info msg="create request issued"\\ntime="x" level=error msg="it says \\\\"no\\\\""`;
    fake = new FakeSonobuoy(`printf '${log}\\nplain words\\n' >&2; exit 1`);
    expect(await sonobuoy(['run'], 10)).toEqual({ exitCode: 1, stdout: '', problem: 'it says "no"; plain words' });
  });

  test('is ended after a time limit', async () => {
    fake = new FakeSonobuoy('exec sleep 60');
    expect(await sonobuoy(['status'], 0.2)).toMatchObject({
      exitCode: 1,
      problem: 'it did not end within 0.2 seconds',
    });
  });

  test.each([
    ['v0.56.0', 'v0.56.0'],
    ['v0.57.5', 'v0.57.5'],
    ['v1.0.0-rc.1', 'v1.0.0-rc.1'],
  ])('of version %s is recent enough', async (printed, version) => {
    fake = new FakeSonobuoy(`echo ${printed}`);
    expect(await sonobuoyVersion()).toBe(version);
  });

  test.each([
    ['echo v0.55.1', 'TOOL_MISSING', /expected sonobuoy v0\.56 or later, found v0\.55\.1/],
    ['echo something else', 'TOOL_FAILED', /to print a version such as v0\.57\.5, found "something else"/],
    ['echo broken >&2; exit 3', 'TOOL_FAILED', /found "broken"/],
  ])('that does `%s` cannot be used', async (script, code, message) => {
    fake = new FakeSonobuoy(script);
    await expect(sonobuoyVersion()).rejects.toMatchObject({ code, message: expect.stringMatching(message) });
  });
});

describe('the status of a run', () => {
  const progress = { msg: 'running', total: 3, completed: 1, failures: null };
  const status = { status: 'running', plugins: [{ plugin: 'x', node: 'global', status: 'running', progress }] };

  test.each([
    ['is what Sonobuoy prints', `echo '${JSON.stringify(status)}'`, { kind: 'known', status: { status: 'running' } }],
    [
      'is known for a run that has failed',
      `echo '${JSON.stringify({ ...status, status: 'failed' })}'; exit 1`,
      { kind: 'known', status: { status: 'failed' } },
    ],
    [
      'is starting while Sonobuoy starts',
      'echo The Sonobuoy aggregator is in the Pending state.',
      { kind: 'starting' },
    ],
    ['is not known if Sonobuoy cannot ask', 'echo refused >&2; exit 1', { kind: 'unanswered', problem: 'refused' }],
    ['is not known if its answer is cut off', `echo '{"status":"run'`, { kind: 'unanswered' }],
    ['is not known if its answer has an unknown state', `echo '{"status":"dancing"}'`, { kind: 'unanswered' }],
  ])('%s', async (_, script, expected) => {
    fake = new FakeSonobuoy(script);
    expect(await readStatus({ namespace: 'sonobuoy' })).toMatchObject(expected);
  });
});
