import { describe, expect, test } from '@jest/globals';
import { buildSideBySide } from './build-side-by-side.ts';
import { type BuildBatch, buildBatches, type CachedBinary } from './go-build.ts';

const binary = (name: string, directory: string, changes: Partial<CachedBinary['component']> = {}): CachedBinary => ({
  component: { name, directory, package: `example.org/${name}`, linkTimeValues: {}, ...changes },
  path: `/cache/${name}`,
  key: name,
});
const namesOf = (batch: BuildBatch): string[] => batch.map(({ component }) => component.name);

test('binaries with the same pins and flags are built by one call, all others by one each', () => {
  const batches = buildBatches([
    binary('tests', 'a', { isTest: true }),
    binary('one', 'a'),
    binary('program', 'a', { package: '/programs/program.go' }),
    binary('two', 'a'),
    binary('with-version', 'a', { linkTimeValues: { version: '1' } }),
    binary('with-tag', 'a', { tags: ['small'] }),
    binary('three', 'b'),
  ]);
  expect(batches.map(namesOf)).toEqual([
    ['tests'],
    ['one', 'two'],
    ['program'],
    ['with-version'],
    ['with-tag'],
    ['three'],
  ]);
});

describe('builds side by side', () => {
  test('are two at a time, never two of the same pins, and the pins with most binaries come first', async () => {
    const running: string[] = [];
    const begun: string[] = [];
    let most = 0;
    const all = ['a', 'b', 'c', 'c', 'c'].map((pins, index) => binary(`${index}`, pins, { isTest: true }));
    await buildSideBySide(all, async ([{ component }]) => {
      expect(running).not.toContain(component.directory);
      running.push(component.directory);
      begun.push(component.directory);
      most = Math.max(most, running.length);
      await new Promise((resolve) => setTimeout(resolve, 5));
      running.splice(running.indexOf(component.directory), 1);
    });
    expect(begun).toHaveLength(5);
    expect(begun[0]).toBe('c');
    expect(most).toBe(2);
  });

  test('start nothing more after a failure', async () => {
    const begun: string[] = [];
    const all = ['a', 'b', 'c', 'd'].map((pins) => binary(pins, pins));
    const building = buildSideBySide(all, async ([{ component }]) => {
      begun.push(component.name);
      await new Promise((resolve) => setTimeout(resolve, component.name === 'a' ? 1 : 20));
      if (component.name === 'a') throw new Error('a does not build');
    });
    await expect(building).rejects.toThrow('a does not build');
    await new Promise((resolve) => setTimeout(resolve, 40));
    expect(begun).toEqual(['a', 'b']);
  });
});
