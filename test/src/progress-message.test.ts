import { expect, test } from '@jest/globals';
import { progressMessage, readProgressMessage } from '../../src/progress-message.ts';

test.each([
  { activity: 'preflight', running: [] },
  { activity: 'running; 1 of 3', running: ['[sig-network] one', 'two'] },
  { activity: '', running: [] },
])('what the plugin says of itself comes through the one text for it: %j', (message) => {
  expect(readProgressMessage(progressMessage(message))).toEqual(message);
});

test('what the plugin says of itself stays short', () => {
  const running = Array.from({ length: 64 }, () => 'x'.repeat(1_000));
  expect(progressMessage({ activity: 'running', running }).length).toBeLessThan(11_000);
});
