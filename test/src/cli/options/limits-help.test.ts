import { describe, expect, test } from '@jest/globals';
import { limitOptions } from '../../../../src/cli/options/limit-options.ts';
import { runIn } from '../command-line.ts';

describe.each(['evaluate', 'verify', 'diff', 'redact'])('the help of %s', (command) => {
  const { stdout: help } = runIn('.', [command, '--help']);

  test('has examples before limits, and limits last', () => {
    const [examples, limits] = ['\nExamples:\n', '\nLimits (raise them only'].map((heading) => help.indexOf(heading));
    expect(examples).toBeGreaterThan(0);
    expect(limits).toBeGreaterThan(examples ?? 0);
    expect(help.slice(limits).trim()).not.toContain('\n\n');
  });

  test('has each limit once, in lines of at most 80 characters', () => {
    const limits = help.slice(help.indexOf('\nLimits ('));
    for (const { long } of limitOptions()) {
      expect(help.split(`${long} <`)).toHaveLength(2);
      expect(limits).toContain(`\n  ${long} <`);
    }
    expect(limits.split('\n').filter((line) => line.length > 80)).toEqual([]);
  });
});
