import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { packageVersion } from '../../src/runner/package-version.ts';

const lines = readFileSync(new URL('../../docker/Dockerfile', import.meta.url), 'utf8')
  .replaceAll('\\\n', ' ')
  .split('\n')
  .filter((line) => line.trim() !== '' && !line.startsWith('#'));
const instructions = (name: string): string[] => lines.filter((line) => line.startsWith(`${name} `));

describe('the Dockerfile', () => {
  test('names base images only as arguments, so it builds even if no registry is reachable', () => {
    const stages = instructions('FROM').map((line) => line.split(' ')[1]);
    expect(stages).toEqual(['$NODE_IMAGE', 'scratch', '$BUNDLE', '$NODE_IMAGE', 'scratch']);
  });

  test('starts the command line, from the directory that the plugin copies', () => {
    const entrypoint = JSON.parse(instructions('ENTRYPOINT')[0]?.slice('ENTRYPOINT '.length) ?? '');
    expect(entrypoint).toEqual(['/scs/loader', '--library-path', '/scs/lib', '/scs/node', '/scs/dist/cli.js']);
  });

  test('ends with a user other than root', () => {
    expect(instructions('USER')).toEqual(['USER 65532:65532']);
  });

  test('needs no shell once the bundle is built', () => {
    const afterBundle = lines.slice(lines.indexOf('FROM $BUNDLE AS bundle'));
    for (const run of afterBundle.filter((line) => line.startsWith('RUN '))) expect(run).toMatch(/^RUN \[/);
  });

  test('is labelled with the version of this package', () => {
    expect(lines).toContain(`ARG VERSION=${packageVersion}`);
  });
});
