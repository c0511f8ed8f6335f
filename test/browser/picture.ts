import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { verdictHtml } from '../../results-parsers/report/html/verdict-html.ts';
import { Chromium } from './chromium.ts';
import { ensureChromium } from './ensure-chromium.ts';
import { OpenedPage } from './opened-page.ts';
import { recordedVerdict } from './shown-verdicts.ts';

// Renews the picture in the README: `node test/browser/picture.ts`.
const PICTURE = join(import.meta.dirname, '../../docs/page.png');
const CLIP = { x: 0, y: 0, width: 1000, height: 760, scale: 1 };

await ensureChromium();
const directory = await mkdtemp(join(tmpdir(), 'scs-networking-picture-'));
const chromium = await Chromium.launch();
try {
  const file = join(directory, 'verdict.html');
  await writeFile(file, verdictHtml(await recordedVerdict('not-enforcing-all')));
  const page = await OpenedPage.open(chromium, `file://${file}`, { width: CLIP.width, scheme: 'light' });
  const { data } = await page.send('Page.captureScreenshot', { clip: CLIP, optimizeForSpeed: false });
  await writeFile(PICTURE, Buffer.from(String(data), 'base64'));
} finally {
  await chromium.close();
  await rm(directory, { recursive: true, force: true });
}
