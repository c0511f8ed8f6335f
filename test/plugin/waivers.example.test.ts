import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { CniName } from '../../results-parsers/cluster/cni/cni-table.ts';
import { catalogueMinors, catalogueOf } from '../../results-parsers/standard/catalogue.ts';
import { combineWaivers } from '../../results-parsers/waivers/combine-waivers.ts';
import { defaultWaivers } from '../../results-parsers/waivers/default-profile.ts';
import { readWaivers } from '../../results-parsers/waivers/read-waivers.ts';
import { SpecSetName } from '../../results-parsers/waivers/spec-sets.ts';

const bytes = readFileSync(new URL('../../plugin/waivers.example.yaml', import.meta.url));
const example = readWaivers(bytes, 'waivers.example.yaml');

describe('the example of a file of waivers', () => {
  test('can be used beside the default waivers, and names existing specs', () => {
    expect(combineWaivers([defaultWaivers, example])).toHaveLength(defaultWaivers.waivers.length + 2);
    const names = catalogueMinors.flatMap((minor) => catalogueOf(minor) ?? []).map(({ name }) => name);
    expect(names).toEqual(expect.arrayContaining(example.waivers.flatMap(({ specs }) => specs)));
  });

  test('explains every set of specs and every network plugin that can be named', () => {
    const words = bytes.toString().split(/[\s.,]+/);
    expect(words).toEqual(expect.arrayContaining([...SpecSetName.options, ...CniName.options]));
  });
});
