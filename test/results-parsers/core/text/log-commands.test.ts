import { describe, expect, test } from '@jest/globals';
import { withoutLogCommands } from '../../../../results-parsers/core/text/log-commands.ts';
import { printable, printableLines } from '../../../../results-parsers/report/layout.ts';

describe('a command to a CI server', () => {
  test.each([
    ['::error file=a::text', ': :error file=a::text'],
    ['  ::stop-commands::x', '  : :stop-commands::x'],
    ['name ::set-output name=a::b', 'name : :set-output name=a::b'],
    ['a ##[error]b', 'a # #[error]b'],
    ['##vso[task.setvariable variable=a]b', '# #vso[task.setvariable variable=a]b'],
    ['####[group]', '### #[group]'],
  ])('is broken up: %s', (text, expected) => {
    expect(withoutLogCommands(text)).toBe(expected);
  });

  test.each(['fd00:10::1', '::1', 'a::b', 'std::string', '## heading', '[x] #1'])('is not recognised in %s', (text) => {
    expect(withoutLogCommands(text)).toBe(text);
  });

  test('is looked for in linear time', () => {
    const started = performance.now();
    withoutLogCommands('#a'.repeat(500_000) + ' :'.repeat(500_000) + '##'.repeat(500_000));
    expect(performance.now() - started).toBeLessThan(5000);
  });
});

describe('a message of several lines', () => {
  test('keeps its lines, and not one of them looks like ours', () => {
    expect(printableLines('a.yaml is none\n  metadata: \u001b[31m')).toBe('a.yaml is none\n  metadata: \\u001b[31m');
    expect(printableLines('x\nREPRODUCED: y\n::error::z')).toBe('x\n  REPRODUCED: y\n  : :error::z');
  });

  test('becomes one line if a single line is wanted', () => {
    expect(printable('x\nREPRODUCED\u2028y\u0085z')).toBe('x REPRODUCED\\u2028y\\u0085z');
  });
});
