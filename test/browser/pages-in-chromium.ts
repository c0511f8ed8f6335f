import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll } from '@jest/globals';
import { Chromium } from './chromium.ts';
import { ensureChromium } from './ensure-chromium.ts';
import { OpenedPage, type View } from './opened-page.ts';

// Chromium may have to be installed first.
const START_TIMEOUT = 300_000;

/**
 * Writes pages to files and starts a Chromium before the tests of the calling file, and removes both after them. Returns a function that
 * opens a page by its name.
 */
export function pagesInChromium(
  pagesByName: () => Promise<Readonly<Record<string, string>>>,
): (name: string, view: View) => Promise<OpenedPage> {
  let chromium: Chromium | undefined;
  let directory = '';

  beforeAll(async () => {
    await ensureChromium();
    directory = await mkdtemp(join(tmpdir(), 'scs-networking-pages-'));
    for (const [name, page] of Object.entries(await pagesByName())) {
      await writeFile(join(directory, `${name}.html`), page);
    }
    chromium = await Chromium.launch();
  }, START_TIMEOUT);

  afterAll(async () => {
    await chromium?.close();
    await rm(directory, { recursive: true, force: true });
  });

  return async (name, view) => {
    if (chromium === undefined) throw new Error('Chromium was not started');
    return await OpenedPage.open(chromium, pathToFileURL(join(directory, `${name}.html`)).href, view);
  };
}
