import { describe, expect, test } from '@jest/globals';
import { LogDisplay } from '../../../../src/cli/run/log-display.ts';
import { TerminalDisplay } from '../../../../src/cli/run/terminal-display.ts';
import type { RunSnapshot } from '../../../../src/sonobuoy/run-observer.ts';

const snapshot = (changes: Partial<RunSnapshot> = {}): RunSnapshot => ({
  phase: 'testing',
  elapsedSeconds: 0,
  quietSeconds: 0,
  total: 40,
  passed: 0,
  failed: 0,
  message: 'running',
  running: [],
  mustSoFar: null,
  secondsLeft: null,
  obstacle: null,
  ...changes,
});

describe('a log', () => {
  function logOf(tell: (display: LogDisplay) => void): string[] {
    const lines: string[] = [];
    tell(
      new LogDisplay(
        (line) => lines.push(line),
        () => new Date('2026-11-24T06:07:08Z'),
      ),
    );
    return lines.map((line) => {
      expect(line).toMatch(/^06:07:08 /);
      return line.slice(9);
    });
  }

  test('has a line for each change, but only about two a minute for the counts', () => {
    const lines = logOf((display) => {
      display.progress(snapshot({ phase: 'starting', total: 0, message: '' }));
      for (let seconds = 2; seconds <= 62; seconds += 2) {
        display.progress(
          snapshot({ elapsedSeconds: seconds, passed: Math.floor(seconds / 2), message: `running; ${seconds}` }),
        );
      }
      display.progress(snapshot({ phase: 'collecting', elapsedSeconds: 70, passed: 40 }));
    });
    expect(lines).toEqual([
      '0:00 starting the pods',
      '0:02 running, 1 of 40 specs, 1 passed, 0 failed',
      '0:26 running, 13 of 40 specs, 13 passed, 0 failed',
      '0:50 running, 25 of 40 specs, 25 passed, 0 failed, about 30 s left',
      '1:10 Sonobuoy packs the archive',
    ]);
  });

  test('has a line every half minute while nothing changes, which says for how long', () => {
    const running = ['a spec that waits'];
    const lines = logOf((display) => {
      for (let seconds = 0; seconds <= 300; seconds += 5) {
        const quietSeconds = Math.max(0, seconds - 60);
        display.progress(snapshot({ elapsedSeconds: seconds, quietSeconds, passed: 39, running }));
      }
    });
    expect(lines).toHaveLength(13);
    expect(lines.join()).not.toMatch(/about \d+ s left/);
    expect(lines.at(-1)).toBe('5:00 running, 39 of 40 specs, 39 passed, 0 failed, no spec has finished for 4 min');
    const seconds = lines.map((line) => {
      const [, minute, second] = /^(\d+):(\d+)/.exec(line) ?? [];
      return Number(minute) * 60 + Number(second);
    });
    for (const [index, at] of seconds.entries()) expect(at - (seconds[index - 1] ?? 0)).toBeLessThanOrEqual(30);
  });

  test('shows failures and sentences at once, without characters that control a terminal', () => {
    const lines = logOf((display) => {
      display.specFailed('a \x07 spec');
      display.say('One.\nTwo.');
      display.end();
    });
    expect(lines).toEqual(['FAILED a \\u0007 spec', 'One. Two.']);
  });
});

/** What a terminal shows, for the control sequences that are used here; throws if a line is too long. */
function screen(use: (display: TerminalDisplay) => void, colours = false, rows = 24, columns = 80): string[] {
  const lines = [''];
  const write = (text: string | Uint8Array): boolean => {
    for (const part of String(text).split(/(\r\x1b\[2K|\x1b\[1A\x1b\[2K|\n)/)) {
      if (part === '\n') lines.push('');
      else if (part === '\r\x1b[2K') lines.splice(-1, 1, '');
      else if (part === '\x1b[1A\x1b[2K') lines.splice(-2, 2, '');
      else lines.push((lines.pop() ?? '') + part);
    }
    return true;
  };
  use(new TerminalDisplay({ columns, rows, write, hasColors: () => colours }));
  for (const line of lines)
    if (line.replaceAll(/\x1b\[\d+m/g, '').length >= columns) throw new Error(`too long: ${line}`);
  return lines;
}

describe('a terminal', () => {
  test('shows two lines that change, and permanent lines above them', () => {
    const lines = screen((display) => {
      display.say('Started.');
      display.progress(snapshot({ phase: 'starting', total: 0 }));
      display.progress(snapshot({ elapsedSeconds: 60, passed: 9 }));
      display.specFailed(`${'word '.repeat(20)}end`);
      display.progress(snapshot({ elapsedSeconds: 62, passed: 9, failed: 1, message: `m${'x'.repeat(100)}` }));
    });
    expect(lines).toEqual([
      'Started.',
      `FAILED  ${'word '.repeat(14).trimEnd()}`,
      `        ${'word '.repeat(6)}end`,
      '[###---------] 10 of 40 specs, 9 passed, 1 failed  1:02, about 3 min left',
      `  m${'x'.repeat(73)}...`,
      '',
    ]);
  });

  test.each([50, 110])('wraps sentences at its %d columns', (columns) => {
    const lines = screen((display) => display.say(`${'word '.repeat(40)}end`), false, 24, columns);
    expect(Math.max(...lines.map((line) => line.length))).toBeGreaterThan(columns - 6);
  });

  const named = (count: number): string[] =>
    Array.from(
      { length: count },
      (_, index) => `[sig-network] Netpol NetworkPolicy between server and client should ${index}`,
    );

  test('shows the running specs without repeating the counts above them', () => {
    const running = [...named(1), `[sig-network] Netpol API should ${'word '.repeat(20)}[Feature:Netw`];
    const lines = screen((display) => {
      display.progress(snapshot({ passed: 9, running: named(3), message: 'running; 9 of 40' }));
      display.progress(snapshot({ passed: 10, running, message: 'running; 10 of 40' }));
    });
    expect(lines).toEqual([
      '[###---------] 10 of 40 specs, 10 passed, 0 failed  0:00',
      '  running:',
      '  - should 0',
      `  - Netpol API should ${'word '.repeat(20).slice(0, 54)}...`,
      '',
    ]);
  });

  test.each([
    [24, 20, 12, '    and 8 more'],
    [24, 12, 12, ''],
    [10, 12, 6, '    and 6 more'],
    [2, 3, 1, '    and 2 more'],
    [0, 12, 12, ''],
  ])('of %i lines shows, of %i specs, %i', (rows, count, shown, more) => {
    const lines = screen((display) => display.progress(snapshot({ running: named(count) })), false, rows);
    expect(lines.filter((line) => line.startsWith('  - '))).toHaveLength(shown);
    expect(lines.slice(2 + shown)).toEqual(more === '' ? [''] : [more, '']);
  });

  test('is free for other output at the end', () => {
    const lines = screen((display) => {
      display.progress(snapshot());
      display.say('Done.');
      display.end();
    });
    expect(lines).toEqual(['Done.', '']);
  });

  test('has colours only on streams that support them', () => {
    const failed = (display: TerminalDisplay) => display.specFailed('a');
    expect(screen(failed)).toEqual(['FAILED  a', '']);
    expect(screen(failed, true)[0]).toMatch(/^\x1b\[31mFAILED {2}a\x1b\[39m/);
  });
});
