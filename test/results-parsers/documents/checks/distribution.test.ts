import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { distributionOf } from '../../../../results-parsers/documents/checks/distribution.ts';

test('without samples there is no distribution', () => {
  expect(distributionOf([])).toBeNull();
});

test('percentiles use the nearest rank', () => {
  const hundred = Array.from({ length: 100 }, (_, index) => 100 - index);
  expect(distributionOf(hundred)).toEqual({ samples: 100, min: 1, median: 50, p95: 95, max: 100 });
  expect(distributionOf([3, 1, 2])).toEqual({ samples: 3, min: 1, median: 2, p95: 3, max: 3 });
});

test('each percentile is one of the samples, and they are in order', () => {
  const holds = fc.property(fc.array(fc.nat(), { minLength: 1 }), (samples) => {
    const { min = -1, median = -1, p95 = -1, max = -1 } = distributionOf(samples) ?? {};
    expect([min, median, p95, max].every((each) => samples.includes(each))).toBe(true);
    expect([min, median, p95, max]).toEqual([min, median, p95, max].toSorted((a, b) => a - b));
  });
  fc.assert(holds);
});
