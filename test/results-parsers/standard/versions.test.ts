import { describe, expect, test } from '@jest/globals';
import { compareVersions, isInRange, rangeText } from '../../../results-parsers/standard/versions.ts';

describe('versions are compared by number', () => {
  test.each<[string, string, number | undefined]>([
    ['1.9', '1.10', -1],
    ['1.36', '1.36', 0],
    ['1.20', '1.20.0', 0],
    ['1.20.1', '1.20', 1],
    ['2.0', '1.99.99', 1],
    ['1.2.3.4', '1.2.3.5', -1],
    ['v1.20', '1.20', undefined],
    ['1.20', '1.20-rc.1', undefined],
    ['', '1', undefined],
  ])('%j compared with %j gives %p', (a, b, sign) => {
    const order = compareVersions(a, b);
    expect(order === undefined ? undefined : Math.sign(order)).toBe(sign);
  });
});

describe('a range', () => {
  test.each<[string, string | null, string | null, boolean]>([
    ['1.30', '1.30', '1.36', true],
    ['1.35', '1.30', '1.36', true],
    ['1.36', '1.30', '1.36', false],
    ['1.29', '1.30', '1.36', false],
    ['1.9', null, '1.36', true],
    ['1.100', '1.30', null, true],
    ['1.20.2', '1.20', '1.21', true],
    ['1.20-rc.1', '1.0', '1.99', false],
    ['nonsense', '1.0', null, false],
    ['nonsense', null, '1.99', false],
  ])('contains %s, if it is from %p to below %p: %p', (version, from, below, isIn) => {
    expect(isInRange(version, { from, below })).toBe(isIn);
  });

  test.each([
    ['1.30 or later and below 1.36', '1.30', '1.36'],
    ['1.30 or later', '1.30', null],
    ['below 1.36', null, '1.36'],
  ])('reads "%s"', (text, from, below) => {
    expect(rangeText({ from, below })).toBe(text);
  });
});
