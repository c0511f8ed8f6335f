import { globSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { type Arc, arcsOf } from '../layers/arc.ts';
import { knots } from '../layers/violations.ts';

const ROOT = join(import.meta.dirname, '../..');
const HERE = relative(ROOT, import.meta.dirname);
/** This folder has only pins and no code, so it is not in the order. */
const PINS = 'modules';

/** The order in the table of README.md: each folder may import those before it. */
const order = [...readFileSync(join(ROOT, HERE, 'README.md'), 'utf8').matchAll(/^\| \[([a-z-]+)\]\(\1\) \|/gm)].map(
  ([, folder = '']) => folder,
);

const arcs = globSync(`${HERE}/**/*.ts`, { cwd: ROOT })
  .flatMap((file) => arcsOf(file, readFileSync(join(ROOT, file), 'utf8')))
  .filter(({ to }) => to.startsWith(`${HERE}/`));

const folderOf = (file: string): string => relative(HERE, file).split('/')[0] ?? '';

function backward(all: readonly Arc[]): string[] {
  const rank = (file: string): number => order.indexOf(folderOf(file));
  return all.filter(({ from, to }) => rank(to) > rank(from)).map(({ from, to }) => `${from} imports ${to}`);
}

test('README.md names every folder', () => {
  const folders = readdirSync(import.meta.dirname, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  expect(order.toSorted()).toEqual(
    folders
      .map(({ name }) => name)
      .filter((name) => name !== PINS)
      .sort(),
  );
});

describe('folders of the test cluster', () => {
  test('import only from those that README.md names before them', () => {
    expect(arcs.length).toBeGreaterThan(300);
    expect(backward(arcs)).toEqual([]);
  });

  test('have no files that import each other', () => {
    expect(knots(arcs)).toEqual([]);
  });
});

test('an import in the other direction is found, even if only for a type', () => {
  const arc = arcsOf(`${HERE}/state/state.ts`, "import type { Node } from '../machine/daemon.ts';");
  expect(backward(arc)).toEqual([`${HERE}/state/state.ts imports ${HERE}/machine/daemon.ts`]);
  expect(knots([...arcs, ...arc])).toContainEqual(expect.stringMatching(`${HERE}/machine.*${HERE}/state`));
});
