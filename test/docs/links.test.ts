import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from '@jest/globals';

const PAGES = globSync(['*.md', '{docs,docker,plugin,test,.github}/**/*.md']).sort();

/** The anchor that GitHub gives to a heading. */
function anchorOf(heading: string): string {
  const words = heading.replace(/`|\[([^\]]*)\]\([^)]*\)/g, '$1').toLowerCase();
  return words.replace(/[^\p{L}\p{N} _-]/gu, '').replaceAll(' ', '-');
}

function anchorsIn(page: string): Set<string> {
  const text = readFileSync(page, 'utf8');
  const headings = [...text.matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) => anchorOf(heading));
  const ids = [...text.matchAll(/<a id="([^"]+)">/g)].map(([, id = '']) => id);
  return new Set([...headings, ...ids]);
}

/** Links of text and pictures, without code blocks and without links to other sites, which cannot be checked here. */
function linksOf(page: string): string[] {
  const text = readFileSync(page, 'utf8').replace(/^```[\s\S]*?^```$/gm, '');
  return [...text.matchAll(/\]\(([^)\s]+)\)/g)]
    .map(([, target = '']) => target)
    .filter((target) => !/^(?:https?|mailto):/.test(target));
}

test('there are pages with links', () => {
  expect(PAGES).toEqual(
    expect.arrayContaining(['README.md', 'CONTRIBUTING.md', 'docs/verdict.md', 'docker/README.md']),
  );
  expect(PAGES.flatMap(linksOf).length).toBeGreaterThan(100);
});

test.each(PAGES.filter((page) => linksOf(page).length > 0))('every link has an existing target: %s', (page) => {
  const broken = linksOf(page).filter((target) => {
    const [path = '', anchor] = target.split('#');
    const file = path === '' ? page : join(dirname(page), path);
    if (!existsSync(file)) return true;
    return anchor !== undefined && file.endsWith('.md') && !anchorsIn(file).has(anchor);
  });
  expect(broken).toEqual([]);
});

test('every page for readers can be reached from the README', () => {
  const seen = new Set(['README.md']);
  for (const page of seen) {
    for (const target of linksOf(page)) {
      const file = join(dirname(page), target.split('#')[0] ?? '');
      if (file.endsWith('.md') && existsSync(file)) seen.add(file);
    }
  }
  expect(globSync(['*.md', 'docs/*.md', 'docker/*.md']).filter((page) => !seen.has(page))).toEqual([]);
});
