import { describe, expect, test } from '@jest/globals';
import { defaultWaivers } from '../../../results-parsers/waivers/default-profile.ts';
import { waiversInForce } from '../../../src/runner/waivers-in-force.ts';

const fileWith = (id: string): string => `apiVersion: scs-networking/v1
kind: Waivers
waivers:
  - id: ${id}
    specSet: sctp-connectivity
    reason: "why
      --- not a break"
    link: https://example.org
    owner: somebody
    expires: 2027-06-30
`;

const idsOf = (waivers: string, areDefaultsInForce = false): string[] =>
  waiversInForce({ waivers, defaultWaivers: areDefaultsInForce }).map(({ id }) => id);

describe('the waivers that are in force for the runner', () => {
  test('are the default ones unless set', () => {
    expect(idsOf('', true)).toEqual(defaultWaivers.waivers.map(({ id }) => id));
    expect(idsOf('')).toEqual([]);
  });

  test.each([
    ['a file', fileWith('one'), ['one']],
    ['a file with a YAML directive', `%YAML 1.2\n# a comment\n---\n${fileWith('one')}...\n`, ['one']],
    ['several files', `${fileWith('one')}\n---\n${fileWith('two')}`, ['one', 'two']],
    [
      'several files with document separators of their own',
      `---\n${fileWith('one')}---\n\n---\n${fileWith('two')}`,
      ['one', 'two'],
    ],
    [
      'a file of each kind',
      `${fileWith('one')}\n---\nokToFail:\n  - regex: SCTPConnectivity\n    reason: why\n`,
      ['one', expect.any(String)],
    ],
  ])('are those of %s', (_, text, ids) => {
    expect(idsOf(text)).toEqual(ids);
  });

  test.each([
    ['an invalid file', 'kind: Nonsense', 'INPUT_UNREADABLE', /^SCS_WAIVERS is not a usable file of waivers/],
    [
      'an invalid second file',
      `${fileWith('one')}---\nkind: Nonsense`,
      'INPUT_UNREADABLE',
      /^file 2 in SCS_WAIVERS is not a usable file of waivers/,
    ],
    ['the same id twice', `${fileWith('one')}---\n${fileWith('one')}`, 'USAGE', /found 'one' in file 1 in SCS_WAIVERS/],
  ])('cannot be known with %s', (_, text, code, message) => {
    expect(() => idsOf(text)).toThrow(expect.objectContaining({ code, message: expect.stringMatching(message) }));
  });
});
