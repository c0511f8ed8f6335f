import { expect, test } from '@jest/globals';
import { heededFlags } from '../../../../src/cli/run/heeded-flags.ts';

const DEFAULTS = { defaultWaivers: true };

test.each([
  [DEFAULTS, false, []],
  [{ ...DEFAULTS, waivers: ['mine.yaml'], declarations: 'd.yaml' }, true, []],
  [{ ...DEFAULTS, waivers: ['mine.yaml'] }, false, ['--waivers']],
  [{ defaultWaivers: false }, true, []],
  [{ defaultWaivers: false }, false, ['--no-default-waivers']],
  [
    { ...DEFAULTS, asOf: '2026-11-28', strictFlakes: true, extended: true },
    true,
    ['--as-of', '--strict-flakes', '--extended'],
  ],
])(
  'with %j, and waivers known to the run: %p, only the verdict takes into account %j',
  (flags, knowsWaivers, heeded) => {
    expect(heededFlags(flags, knowsWaivers)).toEqual(heeded);
  },
);
