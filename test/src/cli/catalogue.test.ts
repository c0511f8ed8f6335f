import { describe, expect, test } from '@jest/globals';
import { CatalogueDocument } from '../../../results-parsers/documents/catalogue-document.ts';
import { catalogueMinors } from '../../../results-parsers/standard/catalogue.ts';
import { type Ended, runIn } from './command-line.ts';

function catalogue(...args: string[]): Ended {
  return runIn('.', ['catalogue', ...args]);
}

describe('scs-networking catalogue', () => {
  test('lists the specs that every known version requires, with the differences first', () => {
    const { status, stdout, stderr } = catalogue();
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toMatch(/^scs-0219-v1, KaaS Networking Standard\n\nMUST {6}network-policy: /);
    expect(stdout).toMatch(
      /\nONLY IN 1\.28 to 1\.30\n[\s\S]*\[Feature:UDP\][\s\S]*\nONLY IN 1\.28\n[\s\S]*\nIN ALL {4}44 specs\n/,
    );
  });

  test('lists the specs that one version requires as JSON', () => {
    const { status, stdout } = catalogue('v1.30.2', '--format', 'json');
    expect(status).toBe(0);
    expect(CatalogueDocument.parse(JSON.parse(stdout)).minors).toEqual([{ minor: '1.30', specs: 50 }]);
  });

  test.each(['1.27', '1', 'newest'])('names the versions that it knows when asked for %s', (version) => {
    const { status, stdout, stderr } = catalogue(version);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toContain(`(${catalogueMinors.join(', ')}), found '${version}'`);
  });
});
