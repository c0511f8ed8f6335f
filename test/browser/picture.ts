import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Chromium } from './chromium.ts';
import { ensureChromium } from './ensure-chromium.ts';
import { OpenedPage } from './opened-page.ts';
import { DIGEST, digestOfWords, PICTURE, picturedPage } from './pictured-page.ts';
import { withText } from './png-text.ts';

// Renews the picture in the README: `node test/browser/picture.ts`.
const CLIP = { x: 0, y: 0, width: 1000, height: 510, scale: 1 };

await ensureChromium();
const directory = await mkdtemp(join(tmpdir(), 'scs-networking-picture-'));
const chromium = await Chromium.launch();
try {
  const file = join(directory, 'verdict.html');
  const html = await picturedPage();
  await writeFile(file, html);
  const page = await OpenedPage.open(chromium, `file://${file}`, { width: CLIP.width, scheme: 'light' });
  const { data } = await page.send('Page.captureScreenshot', { clip: CLIP, optimizeForSpeed: false });
  await writeFile(PICTURE, withText(Buffer.from(String(data), 'base64'), DIGEST, digestOfWords(html)));
} finally {
  await chromium.close();
  await rm(directory, { recursive: true, force: true });
}
