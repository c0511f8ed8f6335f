import { expect, test } from '@jest/globals';
import { progressMessage, readProgressMessage } from '../../src/progress-message.ts';

const NOTHING = { running: [], mustSoFar: null, secondsLeft: null };

test.each([
  { ...NOTHING, activity: 'preflight' },
  { ...NOTHING, activity: 'running; 1 of 3', running: ['[sig-network] one', 'two'] },
  { ...NOTHING, activity: '' },
  { ...NOTHING, activity: '1 of 4 checks ended', mustSoFar: 'nothing counts against it.', secondsLeft: 0 },
  { activity: 'running', running: ['[sig-network] one'], mustSoFar: 'it is not satisfied.', secondsLeft: 90 },
])("the plugin's message is read back from the text into which it is packed: %j", (message) => {
  expect(readProgressMessage(progressMessage(message))).toEqual(message);
});

test('a time that is not a number is not known', () => {
  expect(readProgressMessage('checks\nseconds left: about soon').secondsLeft).toBeNull();
});

test("the plugin's message stays short", () => {
  const running = Array.from({ length: 64 }, () => 'x'.repeat(1_000));
  const mustSoFar = 'x'.repeat(10_000);
  expect(progressMessage({ activity: 'running', running, mustSoFar, secondsLeft: 5 }).length).toBeLessThan(12_000);
});
