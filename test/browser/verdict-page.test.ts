import { describe, expect, test } from '@jest/globals';
import { diffArchives } from '../../results-parsers/diff/diff-archives.ts';
import { diffHtml } from '../../results-parsers/report/html/diff-html.ts';
import { verdictHtml } from '../../results-parsers/report/html/verdict-html.ts';
import type { View } from './opened-page.ts';
import { pagesInChromium } from './pages-in-chromium.ts';
import { recorded, recordedVerdict, verdictOfEverything } from './shown-verdicts.ts';
import { violationsOn } from './violations.ts';

const views: readonly View[] = [
  { width: 1440, scheme: 'light' },
  { width: 360, scheme: 'dark' },
  { width: 1440, scheme: 'dark' },
  { width: 360, scheme: 'light' },
  { width: 800, scheme: 'dark', media: 'print' },
];

const open = pagesInChromium(async () => {
  const [good, bad] = [await recordedVerdict('enforcing-with-sctp'), await recordedVerdict('not-enforcing-all')];
  const pages: Record<string, string> = {
    everything: verdictHtml(await verdictOfEverything()),
    diff: diffHtml(diffArchives(good, bad)),
  };
  for (const name of recorded) pages[name] = verdictHtml(await recordedVerdict(name));
  return pages;
});

const shown = [
  ...[...recorded, 'diff'].flatMap((name) => views.slice(0, 2).map((view): [string, View] => [name, view])),
  ...views.map((view): [string, View] => ['everything', view]),
];

describe('the page', () => {
  test.each(shown)('on %s is shown without errors, within its width, and is accessible: %j', async (name, view) => {
    const page = await open(name, view);
    expect(page.complaints).toEqual([]);
    expect(page.requests).toHaveLength(1);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(view.width);
    expect(await violationsOn(page)).toEqual([]);
  });

  test('would fail the test of accessibility with a defect', async () => {
    const page = await open('terminated', { width: 1440, scheme: 'light' });
    await page.evaluate("document.documentElement.removeAttribute('lang')");
    expect((await violationsOn(page)).join()).toMatch(/^html-has-lang: /);
  });

  test('runs and loads nothing, because of its content security policy', async () => {
    const page = await open('everything', { width: 1440, scheme: 'light' });
    const script = `(() => { const script = document.createElement('script'); script.textContent = 'window.ran = true';
      document.body.append(script); return window.ran === true; })()`;
    expect(await page.evaluate(script)).toBe(false);
    const image = `new Promise((resolve) => { const image = new Image(); image.onload = () => resolve('loaded');
      image.onerror = () => resolve('blocked'); image.src = 'data:image/gif;base64,R0lGODlhAQABAAAAACH5BAEKAAEALAAAAAABAAEAAAICTAEAOw=='; })`;
    expect(await page.evaluate(image)).toBe('blocked');
    const style = `(() => { document.body.setAttribute('style', 'color: rgb(1, 2, 3)'); return getComputedStyle(document.body).color; })()`;
    expect(await page.evaluate(style)).not.toBe('rgb(1, 2, 3)');
    expect(page.requests.filter((url) => !url.startsWith('data:'))).toHaveLength(1);
    expect(await page.evaluate('document.images.length + document.scripts.length')).toBe(1);
    // Every refusal causes an error, so no error means that nothing was refused.
    expect(page.complaints.join()).toMatch(/Content Security Policy/);
  });

  test('can be used by keyboard, from a link that skips to the content', async () => {
    const page = await open('everything', { width: 1440, scheme: 'light' });
    for (const type of ['keyDown', 'keyUp'])
      await page.send('Input.dispatchKeyEvent', { type, key: 'Tab', code: 'Tab', windowsVirtualKeyCode: 9 });
    expect(await page.evaluate('document.activeElement.className')).toBe('skip');
    expect(await page.evaluate('document.activeElement.getBoundingClientRect().left')).toBeGreaterThanOrEqual(0);
  });

  test('unfolds everything when it is printed', async () => {
    const visible = `document.querySelector('details:not([open]) > :not(summary)').checkVisibility({ contentVisibilityAuto: true })`;
    const page = await open('not-enforcing-all', { width: 800, scheme: 'light' });
    expect(await page.evaluate(visible)).toBe(false);
    const printed = await open('not-enforcing-all', { width: 800, scheme: 'light', media: 'print' });
    expect(await printed.evaluate(visible)).toBe(true);
    const { data } = await printed.send('Page.printToPDF', { printBackground: true });
    expect(Buffer.from(String(data), 'base64').subarray(0, 5).toString()).toBe('%PDF-');
  });

  test.each<View>([
    { width: 1440, scheme: 'light' },
    { width: 800, scheme: 'light', media: 'print' },
  ])('keeps the size of a file apart from its digest: %j', async (view) => {
    const page = await open('everything', view);
    const gap = `(() => { const range = document.createRange(); const row = document.querySelector('.files tbody tr');
      range.selectNodeContents(row.querySelector('.number'));
      return row.querySelector('.digest').getBoundingClientRect().left - range.getBoundingClientRect().right; })()`;
    expect(await page.evaluate(gap)).toBeGreaterThanOrEqual(12);
  });

  test.each(['everything', 'terminated', 'admin-policies-partly'])(
    'does not cut off the list of specs on a narrow page: %s',
    async (name) => {
      const page = await open(name, { width: 400, scheme: 'light' });
      const cut = `[...document.querySelectorAll('.scroll:has(.specs, .files)')].map((box) => Math.max(box.scrollWidth - box.clientWidth,
        ...[...box.querySelectorAll('svg')].map((each) => box.getBoundingClientRect().left - each.getBoundingClientRect().left)))`;
      const beyond = (await page.evaluate(cut)) as number[];
      expect(beyond.length).toBeGreaterThan(0);
      expect(Math.max(...beyond)).toBeLessThanOrEqual(0);
    },
  );

  test('has each file of evidence on a line of its own', async () => {
    const page = await open('everything', { width: 1440, scheme: 'light' });
    const places = `[...document.querySelectorAll('.evidence')].map((evidence) => [...evidence.querySelectorAll('code')].map((code) => code.getBoundingClientRect().left))`;
    const lefts = (await page.evaluate(places)) as number[][];
    expect(lefts.some((each) => each.length > 1)).toBe(true);
    expect(lefts.filter((each) => new Set(each).size > 1)).toEqual([]);
  });

  test('distinguishes leaks and blocks without colour', async () => {
    const page = await open('everything', { width: 1440, scheme: 'light' });
    const words = `[...document.querySelectorAll('.matrix')].map((matrix) => ['leak', 'blocked'].map((kind) =>
      [...matrix.querySelectorAll('td.' + kind)].map((cell) => cell.innerText.replaceAll('\\n', ' '))))`;
    expect(await page.evaluate(words)).toEqual([
      [['→ leak: open, should be blocked'], ['× blocked, should be open', '× blocked, should be open']],
      [['→ leak: open, should be blocked'], ['× blocked, should be open']],
    ]);
  });
});
