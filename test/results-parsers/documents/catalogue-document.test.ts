import { describe, expect, test } from '@jest/globals';
import { ScsNetworkingError } from '../../../results-parsers/core/errors.ts';
import {
  CatalogueDocument,
  catalogueDocument,
  catalogueJson,
} from '../../../results-parsers/documents/catalogue-document.ts';
import { catalogueText } from '../../../results-parsers/report/catalogue-text.ts';
import { catalogueMinors, catalogueOf } from '../../../results-parsers/standard/catalogue.ts';

const fullNames = (minor: string): string[] => (catalogueOf(minor) ?? []).map(({ name }) => name).sort();

describe('the catalogue as a document', () => {
  test.each(catalogueMinors)('has every spec of Kubernetes %s, sorted, with what it exercises', (minor) => {
    const { specs } = catalogueDocument(minor);
    expect(specs.map(({ name }) => name)).toEqual(fullNames(minor));
    expect(specs.filter(({ exercises, description }) => exercises === '' || description === '')).toEqual([]);
  });

  test.each(catalogueMinors)('says which specs Kubernetes %s requires, among those of all versions', (minor) => {
    const { specs } = catalogueDocument();
    const required = specs.filter(({ minors }) => minors.includes(minor));
    expect(required.map(({ name }) => name)).toEqual(fullNames(minor));
  });

  test('has the tags of a spec in a separate field', () => {
    const tags = new Set(catalogueDocument('1.36').specs.map((spec) => spec.tags.join(' ')));
    expect([...tags].sort()).toEqual([
      '[sig-network]',
      '[sig-network] [Feature:NetworkPolicy]',
      '[sig-network] [Feature:SCTPConnectivity] [LinuxOnly] [Feature:NetworkPolicy]',
      '[sig-network] [LinuxOnly] [Feature:NetworkPolicy]',
    ]);
  });

  test.each(['1.36', 'v1.36', '1.36.3', 'v1.36.3+k3s1', 'v1.36.0-rc.1'])('takes %s as Kubernetes 1.36', (version) => {
    expect(catalogueDocument(version)).toEqual(catalogueDocument('1.36'));
  });

  test.each(['1.99', '1.3', '36', '', '1.36.3 x', '1.36\n'])('refuses %j, naming the known versions', (version) => {
    expect(() => catalogueDocument(version)).toThrow(ScsNetworkingError);
    expect(() => catalogueDocument(version)).toThrow(catalogueMinors.join(', '));
  });

  test('fits its schema, and gives the same bytes whatever the order of its keys', () => {
    const document = catalogueDocument();
    const reversed = CatalogueDocument.parse(Object.fromEntries(Object.entries(document).reverse()));
    expect(catalogueJson(reversed)).toBe(catalogueJson(document));
    expect(JSON.parse(catalogueJson(document))).toEqual(document);
  });
});

describe('the catalogue for people', () => {
  test.each([undefined, ...catalogueMinors])('keeps to 80 columns (%s)', (version) => {
    const lines = catalogueText(catalogueDocument(version)).split('\n');
    expect(lines.filter((line) => line.length > 80)).toEqual([]);
  });

  test('names every spec with what it exercises', () => {
    const text = catalogueText(catalogueDocument('1.36'));
    expect(text.match(/^ {4}- should /gm)).toHaveLength(50);
    expect(text.match(/^ {8}exercises /gm)).toHaveLength(50);
    expect(text).toContain('        A policy is deleted, and nothing is blocked any more.\n');
    expect(text).toContain('For Kubernetes 1.36: 50 specs. Each must pass');
    expect(text).not.toContain('IN ALL');
  });

  test('says so if versions do not differ', () => {
    const { minors, specs, ...document } = catalogueDocument('1.36');
    const both = specs.map((spec) => ({ ...spec, minors: ['1.35', '1.36'] }));
    const text = catalogueText({ ...document, minors: [{ minor: '1.35', specs: 50 }, ...minors], specs: both });
    expect(text).toContain('The versions do not differ.');
    expect(text).toContain('For each of Kubernetes 1.35, 1.36: 50 specs');
  });

  test('says how many specs each version requires if that differs', () => {
    const { minors, specs, ...document } = catalogueDocument('1.36');
    const text = catalogueText({
      ...document,
      minors: [{ minor: '1.34', specs: 0 }, ...minors],
      specs,
    });
    expect(text).toContain('For Kubernetes 1.34: 0 specs, 1.36: 50 specs.');
  });
});
