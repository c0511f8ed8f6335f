import { describe, expect, test } from '@jest/globals';
import { isOutsideTarget, outsideTargets } from '../../../../src/checks/default-restrictions/outside-targets.ts';

describe('a target outside the cluster', () => {
  test.each([
    ['169.254.169.254:80', true],
    ['metadata.example:443', true],
    ['[fd00::1]:53', true],
    ['fd00::1:53', false],
    ['metadata.example', false],
    ['metadata.example:0', false],
    ['metadata.example:65536', false],
    [':80', false],
    ['', false],
  ])('%j is one: %s', (text, isOne) => {
    expect(isOutsideTarget(text)).toBe(isOne);
  });

  test('is probed by its address and port', () => {
    expect(outsideTargets(['[fd00::1]:53', 'nonsense'])).toEqual([
      { name: 'outside-[fd00::1]:53', what: '[fd00::1]:53', address: 'fd00::1', port: 53 },
    ]);
  });
});
