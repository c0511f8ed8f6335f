import { describe, expect, test } from '@jest/globals';
import { Command } from 'commander';
import { defaultLimits, type EvaluationLimits } from '../../../../results-parsers/sonobuoy/limits.ts';
import { limitOptions, limitsIn } from '../../../../src/cli/options/limit-options.ts';

function parsed(...args: string[]): Partial<EvaluationLimits> {
  const command = new Command().exitOverride().configureOutput({ writeErr: () => {} });
  for (const option of limitOptions()) command.addOption(option);
  return limitsIn(command.parse(args, { from: 'user' }).opts());
}

describe('the options for limits', () => {
  test('exist for each limit', () => {
    const args = limitOptions().flatMap(({ long }) => [long ?? '', '7']);
    expect(parsed(...args)).toEqual(Object.fromEntries(Object.keys(defaultLimits).map((limit) => [limit, 7])));
  });

  test('leave a limit as it is if they are not given', () => {
    expect(parsed()).toEqual({});
  });

  test.each([
    ['5000', 5000],
    ['3KiB', 3072],
    ['64MiB', 64 * 1024 ** 2],
    ['8GiB', 8 * 1024 ** 3],
  ])('read %s as bytes', (text, bytes) => {
    expect(parsed('--max-entry-bytes', text)).toEqual({ entryBytes: bytes });
  });

  test.each(['0', '-1', '1.5', '1e9', '64MB', 'MiB', ''])('refuse %j', (text) => {
    expect(() => parsed(`--max-entry-bytes=${text}`)).toThrow('Expected a number of bytes');
  });

  test('show their defaults, with units for bytes', () => {
    const descriptions = limitOptions().map(({ description }) => description);
    expect(descriptions).toContainEqual(expect.stringContaining('(default: 4GiB)'));
    expect(descriptions).toContainEqual(expect.stringContaining('(default: 250000)'));
  });
});
