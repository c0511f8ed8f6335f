import { describe, expect, test } from '@jest/globals';
import { catalogueMinors, catalogueOf, previewOf } from '../../results-parsers/standard/catalogue.ts';
import { catalogueReleases, catalogueSpecs } from '../../results-parsers/standard/catalogue-data.ts';
import { catalogueSpecsOf } from './generated-catalogue.ts';
import { pinnedKubernetes } from './kubernetes-sources.ts';

function meaning(name: string) {
  return {
    exercises: `${name}.x`,
    description: `${name}!`,
    requirement: 'egress',
    wantsBlocked: 'some',
    needs: [],
    changesLabel: null,
    usesPodCidr: false,
  };
}
const meanings = new Map(['a', 'b'].map((name) => [`Netpol ${name}`, meaning(name)]));

describe('the generated catalogue', () => {
  test('follows from the names of each version and the descriptions', () => {
    const catalogues = catalogueReleases.map(({ minor }) => ({
      minor,
      names: (catalogueOf(minor) ?? previewOf(minor) ?? []).map(({ name }) => name),
    }));
    expect(catalogueSpecs).toEqual(catalogueSpecsOf(catalogues));
  });

  test('covers the versions whose sources are pinned', async () => {
    const pinned = await pinnedKubernetes();
    expect(pinned).toEqual(catalogueReleases.map(({ minor, release }) => ({ minor, release })));
    expect(catalogueReleases.filter(({ isPreview }) => !isPreview).map(({ minor }) => minor)).toEqual(catalogueMinors);
  });

  test('has each name once, the newest name of a spec first, with the versions that have it', () => {
    const catalogues = [
      { minor: '1.9', names: ['Netpol a[X]', 'Netpol b [Y]'] },
      { minor: '1.10', names: ['Netpol b [Y]', 'Netpol a [X]'] },
    ];
    expect(catalogueSpecsOf(catalogues, meanings)).toEqual([
      { name: 'Netpol b [Y]', ...meaning('b'), since: '1.9', until: null },
      { name: 'Netpol a [X]', ...meaning('a'), since: '1.10', until: null },
      { name: 'Netpol a[X]', ...meaning('a'), since: '1.9', until: '1.9' },
    ]);
  });

  test.each([
    [
      'a spec that nobody described',
      ['Netpol a', 'Netpol b', 'Netpol c'],
      /one that is not known: 'Netpol c'; describe it/,
    ],
    ['a description without a spec', ['Netpol a'], /found 'Netpol b' in no version/],
  ])('is refused for %s', (_what, names, message) => {
    expect(() => catalogueSpecsOf([{ minor: '1.36', names }], meanings)).toThrow(message);
  });

  test.each(Object.keys(meaning('a')))('is refused for a spec whose description lacks %s', (key) => {
    const partly = new Map([...meanings, ['Netpol b', { ...meaning('b'), [key]: undefined }]]);
    expect(() => catalogueSpecsOf([{ minor: '1.36', names: ['Netpol a', 'Netpol b'] }], partly)).toThrow(
      `expected test/catalogue/spec-meanings.ts to say all of 'Netpol b', found nothing usable for ${key}`,
    );
  });

  test('is refused for a name that appears, disappears and appears again', () => {
    const catalogues = [['Netpol a', 'Netpol b'], ['Netpol b'], ['Netpol a', 'Netpol b']].map((names, index) => ({
      minor: `1.${8 + index}`,
      names,
    }));
    expect(() => catalogueSpecsOf(catalogues, meanings)).toThrow(/found 'Netpol a' in 1\.8, 1\.10 only/);
  });
});
