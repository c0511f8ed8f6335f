import { describe, expect, test } from '@jest/globals';
import { catalogueSpecs } from '../../../../results-parsers/standard/catalogue-data.ts';
import { specPattern } from '../../../../src/runner/suite/spec-pattern.ts';

const names = catalogueSpecs.map(({ name }) => name);
const asGinkgoMatches = (name: string) => `Kubernetes e2e suite ${name}`;

describe('a pattern for specs', () => {
  // These patterns mean the same in Go and in JavaScript; the tests on the cluster prove that ginkgo accepts them.
  test.each([...names])('matches only %s', (name) => {
    const pattern = new RegExp(specPattern([name]));
    expect(names.filter((other) => pattern.test(asGinkgoMatches(other)))).toEqual([name]);
  });

  test('matches each of several specs', () => {
    const pattern = new RegExp(specPattern(names.slice(0, 3)));
    expect(names.filter((name) => pattern.test(asGinkgoMatches(name)))).toEqual(names.slice(0, 3));
  });
});
