import { describe, expect, test } from '@jest/globals';
import type { Verdict } from '../../../results-parsers/index.ts';
import { recomputation } from '../../../results-parsers/report/recomputation.ts';
import { evaluateFiles } from '../building/evaluate.ts';
import { upstreamArchive } from '../building/sonobuoy.ts';

const [one, two] = ['1'.repeat(64), '2'.repeat(64)];

async function commands(
  change: Partial<Verdict['inputs']>,
  archive: Partial<Verdict['archive']> = {},
): Promise<string[]> {
  const verdict = await evaluateFiles(upstreamArchive());
  return recomputation({
    ...verdict,
    archive: { ...verdict.archive, ...archive },
    inputs: { ...verdict.inputs, ...change },
  });
}

describe('the commands that recompute a verdict', () => {
  test('name every input, and the digests of every file that was given', async () => {
    const inputs = {
      plugin: 'e2e',
      kubernetes: '1.36',
      waivers: [{ source: 'w.yaml', sha256: one }],
      declarations: { source: 'd.yaml', sha256: two },
      defaultWaivers: false,
      asOf: '2026-12-01',
      strictFlakes: true,
      extended: true,
      limits: { entries: 99, ratio: 7 },
    };
    expect(await commands(inputs)).toEqual([
      expect.stringMatching(/^sha256sum archive\.tar\.gz {2}# [0-9a-f]{64}$/),
      `sha256sum w.yaml  # ${one}`,
      `sha256sum d.yaml  # ${two}`,
      'scs-networking evaluate --format json --plugin e2e --kubernetes 1.36 --waivers w.yaml --declarations d.yaml --no-default-waivers --as-of 2026-12-01 --strict-flakes --extended --max-entries 99 --max-ratio 7 archive.tar.gz > verdict.json',
    ]);
  });

  test('are no longer than needed', async () => {
    const [, command] = await commands({});
    expect(command).toBe('scs-networking evaluate --format json archive.tar.gz > verdict.json');
    expect(await commands({}, { name: 'unpacked', container: 'directory' })).toEqual([
      'scs-networking evaluate --format json unpacked > verdict.json',
    ]);
  });

  test.each([
    ["it's.tar.gz", "'it'\\''s.tar.gz'"],
    ['$(reboot)', "'$(reboot)'"],
    ['-x', './-x'],
    ['--format=html', "'./--format=html'"],
    ['a b', "'a b'"],
  ])('can be pasted into a shell whatever the name of the archive: %s', async (name, quoted) => {
    expect((await commands({}, { name })).at(-1)).toContain(` ${quoted} > `);
  });
});
