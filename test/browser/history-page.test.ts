import { describe, expect, test } from '@jest/globals';
import type { OpenedPage, View } from './opened-page.ts';
import { pagesInChromium } from './pages-in-chromium.ts';
import { generated, historyOfMany, historyOfRecorded } from './shown-history.ts';
import { violationsOn } from './violations.ts';

const MANY = 2000;
const WIDE: View = { width: 1440, scheme: 'light' };
const NARROW: View = { width: 360, scheme: 'dark' };

const open = pagesInChromium(async () => ({ recorded: await historyOfRecorded(), many: historyOfMany(MANY) }));

/** The number of these elements that are shown. */
async function shown(page: OpenedPage, selector: string): Promise<unknown> {
  return await page.evaluate(
    `[...document.querySelectorAll('${selector}')].filter((each) => each.checkVisibility()).length`,
  );
}

/** Chooses a value in a filter, like a person. */
async function choose(page: OpenedPage, filter: string, value: string): Promise<void> {
  await page.evaluate(`document.getElementById('${filter}').value = ${JSON.stringify(value)}; undefined`);
}

const runs = Array.from({ length: MANY }, (_, index) => generated(index));

describe('the page of all runs', () => {
  test.each([
    ['recorded', WIDE],
    ['recorded', NARROW],
    ['many', WIDE],
    ['many', NARROW],
  ])('of %s is shown without errors, within its width: %j', async (name, view) => {
    const page = await open(name, view);
    expect(page.complaints).toEqual([]);
    expect(page.requests).toHaveLength(1);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(view.width);
  });

  test.each([WIDE, NARROW])('is accessible: %j', async (view) => {
    expect(await violationsOn(await open('recorded', view))).toEqual([]);
  });

  test.each([
    ['three lines if there is room beside it', WIDE, 100],
    ['one line if it is out of sight until the table is scrolled', NARROW, 60],
  ])('gives a long path %s: %j', async (_, view, pixels) => {
    const page = await open('many', view);
    const tallest = await page.evaluate(
      "Math.max(...[...document.querySelectorAll('.run')].map((row) => row.getBoundingClientRect().height))",
    );
    expect(tallest).toBeLessThanOrEqual(pixels);
  });

  test('shows the whole trend of a cluster on a narrow page, up to the newest run', async () => {
    const page = await open('many', NARROW);
    const right =
      "Math.max(...[...document.querySelectorAll('.trend rect')].map((each) => each.getBoundingClientRect().right))";
    const newest = await page.evaluate(right);
    expect(newest).toBeLessThanOrEqual(NARROW.width);
    expect(newest).toBeGreaterThan(NARROW.width / 2);
  });

  test('shows only the runs that one or two filters select, and only clusters with such runs', async () => {
    const page = await open('many', WIDE);
    expect(await shown(page, '.run')).toBe(MANY);
    await choose(page, 'verdict', 'non-compliant');
    expect(await shown(page, '.run')).toBe(runs.filter(({ verdict }) => verdict === 'non-compliant').length);
    await choose(page, 'kubernetes', '1.37');
    const both = runs.filter(({ verdict, minor }) => verdict === 'non-compliant' && minor === '1.37');
    expect(await shown(page, '.run')).toBe(both.length);
    await choose(page, 'verdict', 'all');
    await choose(page, 'kubernetes', 'all');
    await choose(page, 'network', 'not known');
    expect(await shown(page, '.run')).toBe(runs.filter(({ network }) => network === null).length);
    expect(await shown(page, '.cluster')).toBe(MANY / 50);
  });

  test('shows no name and no trend of a cluster without selected runs', async () => {
    const page = await open('recorded', WIDE);
    const clusters = await shown(page, '.cluster');
    await choose(page, 'verdict', 'non-compliant');
    expect(await shown(page, '.run')).toBe(1);
    expect(await shown(page, '.cluster')).toBe(1);
    expect(clusters).toBeGreaterThan(1);
  });

  test('shows no cluster without a run that all filters select, and says if no run is left', async () => {
    const page = await open('many', WIDE);
    const chosen = { verdict: 'non-compliant', kubernetes: '1.37', clause: 'ingress: satisfied' };
    for (const [filter, value] of Object.entries(chosen)) await choose(page, filter, value);
    const left = runs.filter(
      ({ verdict, minor, clauses }) =>
        verdict === chosen.verdict &&
        minor === chosen.kubernetes &&
        clauses.some(({ id, outcome }) => `${id}: ${outcome}` === chosen.clause),
    );
    const clusters = new Set(left.map(({ cluster }) => cluster)).size;
    expect(clusters).toBeLessThan(MANY / 50);
    expect(await shown(page, '.run')).toBe(left.length);
    expect(await shown(page, '.cluster')).toBe(clusters);
    expect(await shown(page, '.no-run')).toBe(0);

    await choose(page, 'clause', 'network-policy: satisfied');
    expect(await shown(page, '.run, .cluster')).toBe(0);
    expect(await shown(page, '.no-run')).toBe(1);
  });

  test('can be filtered by keyboard alone, without a script', async () => {
    const page = await open('recorded', WIDE);
    await page.evaluate("document.getElementById('verdict').focus(); undefined");
    for (const type of ['keyDown', 'keyUp']) {
      await page.send('Input.dispatchKeyEvent', {
        type,
        key: 'ArrowDown',
        code: 'ArrowDown',
        windowsVirtualKeyCode: 40,
      });
    }
    expect(await page.evaluate("document.getElementById('verdict').value")).not.toBe('all');
    expect(await page.evaluate('document.scripts.length')).toBe(0);
  });
});
