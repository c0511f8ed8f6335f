import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, test } from '@jest/globals';
import { ProgressReporter, type ProgressUpdate } from '../../../../src/runner/progress/progress.ts';
import { listenForProgress, until } from '../fixtures/plugin-process.ts';

const update = (completed: number, failures: string[] = []): ProgressUpdate => ({
  msg: 'running',
  total: 50,
  completed,
  failures,
  errors: [],
});

let close: () => Promise<void> = async () => undefined;
afterEach(() => close());

async function listen(port?: number) {
  const worker = await listenForProgress(port);
  close = worker.close;
  return worker;
}

describe('progress for Sonobuoy', () => {
  test('is posted at most once a second, and its last update always arrives', async () => {
    const worker = await listen();
    const reporter = new ProgressReporter(worker.port);
    for (let completed = 1; completed <= 30; completed += 1) {
      reporter.update(update(completed));
      await sleep(50);
    }
    await reporter.flush(2_000);
    expect(worker.updates.length).toBeLessThanOrEqual(4);
    expect(worker.updates.at(-1)?.completed).toBe(30);
    const apart = worker.updates.slice(1, -1).map(({ at }, index) => at - (worker.updates[index]?.at ?? 0));
    for (const milliseconds of apart) expect(milliseconds).toBeGreaterThan(700);
  });

  test('is retried while nothing listens yet, and then the newest update is sent', async () => {
    const { port, close: closeFirst } = await listenForProgress();
    await closeFirst();
    const reporter = new ProgressReporter(port);
    reporter.update(update(1));
    await sleep(100);
    reporter.update(update(2));
    const worker = await listen(port);
    await until(() => worker.updates.length > 0);
    expect(worker.updates.map(({ completed }) => completed)).toEqual([2]);
  });

  test('does not delay the runner if nothing ever listens', async () => {
    const { port, close: closeFirst } = await listenForProgress();
    await closeFirst();
    const reporter = new ProgressReporter(port);
    reporter.update(update(1));
    const start = Date.now();
    await reporter.flush(500);
    expect(Date.now() - start).toBeLessThan(3_000);
  });

  test('stays far below the size limit of an annotation', async () => {
    const worker = await listen();
    const reporter = new ProgressReporter(worker.port);
    reporter.update(
      update(
        0,
        Array.from({ length: 7_000 }, () => 'x'.repeat(1_000)),
      ),
    );
    await reporter.flush(2_000);
    expect(JSON.stringify(worker.updates[0]).length).toBeLessThan(32_768);
    expect(worker.updates[0]?.failures).toHaveLength(100);
  });
});
