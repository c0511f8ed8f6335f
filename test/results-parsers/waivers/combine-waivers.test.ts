import { expect, test } from '@jest/globals';
import { combineWaivers } from '../../../results-parsers/waivers/combine-waivers.ts';
import { waiver } from './building.ts';

const set = (source: string, ...ids: string[]) => ({
  source,
  sha256: null,
  waivers: ids.map((id) => waiver({ id, source })),
});

test('waivers of several files are combined', () => {
  expect(combineWaivers([set('a.yaml', 'x', 'y'), set('b.yaml', 'z')]).map(({ id }) => id)).toEqual(['x', 'y', 'z']);
});

test('two waivers with the same id are an error that names both files', () => {
  expect(() => combineWaivers([set('a.yaml', 'x'), set('b.yaml', 'x')])).toThrow(
    expect.objectContaining({ code: 'USAGE', message: expect.stringContaining("found 'x' in a.yaml and in b.yaml") }),
  );
});
