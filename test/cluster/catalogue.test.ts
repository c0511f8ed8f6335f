import { beforeAll, describe, expect, test } from '@jest/globals';
import { execa } from 'execa';
import { catalogueOf, isNetworkPolicySpec } from '../../results-parsers/standard/catalogue.ts';
import { buildParts, type Parts } from './cluster.ts';
import { say } from './steps.ts';

describe('the catalogue of Kubernetes 1.36', () => {
  let parts: Parts;

  beforeAll(async () => {
    parts = await buildParts('1.36', say);
  }, 60 * 60_000);

  test('names exactly the NetworkPolicy specs that the real e2e binary of that version lists', async () => {
    const binary = parts.binaries.find(({ component }) => component.name === 'e2e.test');
    const { stdout } = await execa(binary?.path ?? '', ['--list-tests']);
    const listed = stdout
      .split('\n')
      .map((line) => /^ {4}\S+:\d+: (.*)$/.exec(line)?.[1])
      .filter((name) => name !== undefined)
      .filter(isNetworkPolicySpec);
    expect(listed.sort()).toEqual(
      catalogueOf('1.36')
        ?.map(({ name }) => name)
        .sort(),
    );
  }, 60_000);
});
