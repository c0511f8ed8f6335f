import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { leniencySettings } from '../../../../src/cli/run/leniency-settings.ts';
import { writerIn } from '../command-line.ts';

let directory = '';
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'scs-networking-'));
  const write = writerIn(directory);
  write('one.yaml', 'one: $(HOME)\n');
  write('other.yaml', 'other: 2\n');
  write('latin', Buffer.from([0xe9]));
});
afterAll(() => rmSync(directory, { recursive: true }));

const files = (...names: string[]): string[] => names.map((name) => join(directory, name));

describe('waivers are passed to the runner', () => {
  test.each([
    ['as no setting, for the default', { defaultWaivers: true }, {}],
    [
      'as a setting, if the default waivers are not in force',
      { defaultWaivers: false },
      { SCS_DEFAULT_WAIVERS: 'false' },
    ],
  ])('%s', async (_, flags, settings) => {
    expect(Object.fromEntries(await leniencySettings(flags))).toEqual(settings);
  });

  test('as the text of a single file', async () => {
    const settings = await leniencySettings({ defaultWaivers: true, waivers: files('one.yaml') });
    expect([...settings]).toEqual([['SCS_WAIVERS', 'one: $(HOME)\n']]);
  });

  test('as the texts of several files, one after another', async () => {
    const settings = await leniencySettings({ defaultWaivers: true, waivers: files('one.yaml', 'other.yaml') });
    expect([...settings]).toEqual([['SCS_WAIVERS', 'one: $(HOME)\n\n---\nother: 2\n']]);
  });

  test('but not from a file that is not text', async () => {
    const given = { defaultWaivers: true, waivers: files('latin') };
    await expect(leniencySettings(given)).rejects.toMatchObject({ code: 'INPUT_UNREADABLE' });
  });
});
