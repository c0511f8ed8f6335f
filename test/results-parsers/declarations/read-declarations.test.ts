import { describe, expect, test } from '@jest/globals';
import { readDeclarations } from '../../../results-parsers/declarations/read-declarations.ts';

const good = {
  clause: 'ingress',
  statement: 'It is offered.',
  link: 'https://example.org/',
  owner: 'us',
  declared: '2026-11-01',
  expires: '2027-01-31',
};

function file(...declarations: unknown[]): Buffer {
  // JSON is YAML.
  return Buffer.from(JSON.stringify({ apiVersion: 'scs-networking/v1', kind: 'Declarations', declarations }, null, 1));
}

describe('a file of declarations', () => {
  test('is read, with its digest', () => {
    expect(readDeclarations(file(good), 'a.yaml')).toEqual({
      source: 'a.yaml',
      sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
      declarations: [good],
    });
  });

  test.each([
    [
      'a MUST clause',
      [{ ...good, clause: 'network-policy' }],
      "expected one of the clauses admin-network-policy, ingress, found 'network-policy'",
    ],
    ['an unknown key', [{ ...good, note: '' }], 'found note'],
    ['no link', [{ ...good, link: 'http://example.org/' }], 'expected a link that begins with https://'],
    [
      'an end before the day of declaration',
      [{ ...good, expires: '2026-10-31' }],
      'expected an end that is not before the day of declaration',
    ],
    ['no day', [{ ...good, declared: 'yesterday' }], "expected a date such as 2027-06-30, found 'yesterday'"],
    ['a clause twice', [good, good], 'expected one declaration for each clause'],
    ['an empty statement', [{ ...good, statement: '' }], 'expected a statement'],
  ])('with %s is refused, with the line', (_, declarations, message) => {
    expect(() => readDeclarations(file(...declarations), 'a.yaml')).toThrow(message);
    expect(() => readDeclarations(file(...declarations), 'a.yaml')).toThrow(
      /a\.yaml is not a usable file of declarations; see plugin\/declarations\.example\.yaml\n {2}line \d+/,
    );
  });
});
