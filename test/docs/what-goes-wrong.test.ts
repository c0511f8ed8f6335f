import { readFile } from 'node:fs/promises';
import { describe, expect, test } from '@jest/globals';
import { Effect, FindingCode, findingEffects } from '../../results-parsers/documents/verdict/finding.ts';

const page = await readFile(new URL('../../docs/what-goes-wrong.md', import.meta.url), 'utf8');

/** The part of the page below the heading that ends with these words. */
function sectionOf(heading: string): string {
  return page.split(/^## /m).find((section) => section.split('\n')[0]?.endsWith(heading)) ?? '';
}

function rowsOf(section: string): string[] {
  return section
    .split('\n')
    .filter((line) => line.startsWith('| ') && !line.startsWith('| code') && !line.startsWith('| what'));
}

describe('the page about what goes wrong', () => {
  test.each(Effect.options)('explains exactly the codes that %s, each with what to do about it', (effect) => {
    const explained = rowsOf(sectionOf(`(\`${effect}\`)`)).map((row) => {
      const [, anchor, code, meaning, remedy] =
        /^\| <a id="([a-z0-9-]+)"><\/a>`([a-z0-9-]+)` \| ([^|]{20,}) \| ([^|]+\.) \|$/.exec(row) ?? [];
      expect([row, meaning, remedy]).toEqual([row, expect.any(String), expect.any(String)]);
      expect(anchor).toBe(code);
      return code;
    });
    expect(explained).toEqual(FindingCode.options.filter((code) => findingEffects[code] === effect).sort());
  });

  test('leads from each symptom to codes that it explains', () => {
    const symptoms = rowsOf(sectionOf('Symptoms'));
    expect(symptoms.length).toBeGreaterThan(15);
    for (const row of symptoms) {
      const links = [...row.matchAll(/\[([a-z0-9-]+)\]\(#([a-z0-9-]+)\)/g)];
      if (!/\| none: /.test(row)) expect(links).not.toEqual([]);
      for (const [, words, target] of links) {
        expect(words).toBe(target);
        expect(page).toContain(`<a id="${target}"></a>`);
      }
    }
  });

  test('is linked from the README', async () => {
    const readme = await readFile(new URL('../../README.md', import.meta.url), 'utf8');
    expect(readme).toContain('(docs/what-goes-wrong.md)');
  });
});
