import { expect, test } from '@jest/globals';
import { soFarText } from '../../../src/sonobuoy/so-far.ts';

const SHOWN = 'nothing counts against network-policy: 47 of 47 required specs passed.';

test('the answer of the specs is reported as preliminary', () => {
  expect(soFarText(SHOWN, [])).toBe(
    `MUST so far: ${SHOWN} The verdict comes with the archive; what runs until then is advice and does not change it.`,
  );
});

test('options that only the verdict takes into account are named, because they may change it', () => {
  expect(soFarText(SHOWN, ['--as-of', '--extended'])).toBe(
    `MUST so far: ${SHOWN} The verdict comes with the archive; it also heeds --as-of and --extended, which this does not.`,
  );
});
