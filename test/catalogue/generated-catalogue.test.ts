import { describe, expect, test } from '@jest/globals';
import { catalogueMinors, catalogueOf } from '../../results-parsers/standard/catalogue.ts';
import { catalogueSpecs } from '../../results-parsers/standard/catalogue-data.ts';
import { catalogueSpecsOf } from './generated-catalogue.ts';
import { pinnedKubernetes } from './kubernetes-sources.ts';

const meanings = new Map(
  ['a', 'b'].map((name) => [`Netpol ${name}`, { exercises: `${name}.x`, description: `${name}!` }]),
);

describe('the catalogue that is written', () => {
  test('is what the names of each version and the descriptions give', () => {
    const catalogues = catalogueMinors.map((minor) => ({
      minor,
      names: (catalogueOf(minor) ?? []).map(({ name }) => name),
    }));
    expect(catalogueSpecs).toEqual(catalogueSpecsOf(catalogues));
  });

  test('is of the versions whose sources are pinned', async () => {
    expect((await pinnedKubernetes()).map(({ minor }) => minor)).toEqual(catalogueMinors);
  });

  test('has each name once, the newest name of a spec first, and says which versions have it', () => {
    const catalogues = [
      { minor: '1.9', names: ['Netpol a[X]', 'Netpol b [Y]'] },
      { minor: '1.10', names: ['Netpol b [Y]', 'Netpol a [X]'] },
    ];
    expect(catalogueSpecsOf(catalogues, meanings)).toEqual([
      { name: 'Netpol b [Y]', exercises: 'b.x', description: 'b!' },
      { name: 'Netpol a [X]', exercises: 'a.x', description: 'a!', onlyIn: ['1.10'] },
      { name: 'Netpol a[X]', exercises: 'a.x', description: 'a!', onlyIn: ['1.9'] },
    ]);
  });

  test.each([
    [
      'a spec that nobody described',
      ['Netpol a', 'Netpol b', 'Netpol c'],
      /one that is not known: 'Netpol c'; describe it/,
    ],
    ['a description of no spec', ['Netpol a'], /found 'Netpol b' in no version/],
  ])('is refused for %s', (_what, names, message) => {
    expect(() => catalogueSpecsOf([{ minor: '1.36', names }], meanings)).toThrow(message);
  });
});
