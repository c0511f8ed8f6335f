import { expect, test } from '@jest/globals';
import {
  scenarioTexts,
  upstreamShare,
} from '../../../../results-parsers/checks/network-policy-beyond-upstream/scenario-texts.ts';

test('a scenario says since when upstream asks a part of it, of each that names a spec of the catalogue', () => {
  const shared = scenarioTexts.filter(({ upstream }) => upstream !== undefined);
  expect(shared.map(({ id }) => id)).toEqual(['named-port-undefined', 'egress-ip-block-except']);
  for (const scenario of shared) {
    expect(upstreamShare(scenario)).toMatch(
      /^ From Kubernetes 1\.\d+ on, an upstream spec tests this for [A-Za-z ]+\.$/,
    );
  }
});

test('nothing is said of one that upstream does not ask, or by a spec that no catalogue has', () => {
  expect(upstreamShare({})).toBe('');
  expect(upstreamShare({ upstream: { part: 'x', spec: 'should fly' } })).toBe('');
});
