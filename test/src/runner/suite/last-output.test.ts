import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { LastOutput } from '../../../../src/runner/suite/last-output.ts';

const textOf = (...chunks: readonly (string | Buffer)[]): string => {
  const output = new LastOutput();
  for (const chunk of chunks) output.push(Buffer.from(chunk));
  return output.text;
};

describe('the last output of a suite', () => {
  test('is its end, without colours and the space around it', () => {
    const text = textOf('x'.repeat(5_000), '\n\u001b[31mfatal error\u001b[0m: out of memory\n\n');
    expect(text).toMatch(/^x+\nfatal error: out of memory$/);
    expect(text.length).toBeLessThanOrEqual(2_000);
  });

  test('still has the text before rows of skipped specs, which are left out', () => {
    expect(textOf('I died of this\n', 'S'.repeat(7_000), '\n')).toBe('I died of this\nSSS…');
  });

  test('shortens a row in the same way if its marks come one by one', () => {
    expect(textOf('before\n', ...'S'.repeat(7_000), '\nafter')).toBe('before\nSSS…\nafter');
  });

  test('keeps the mark of a single skipped spec', () => {
    expect(textOf('S [SKIPPED] [0.1 seconds]')).toBe('S [SKIPPED] [0.1 seconds]');
  });

  test('does not depend on how its bytes arrive', () => {
    const whole = Buffer.from('größer – 日本 SSSSSSSSSSSSSSSS S [SKIPPED] \u001b[1mEnde');
    fc.assert(
      fc.property(fc.nat(whole.length), fc.nat(whole.length), (one, other) => {
        const [from, to] = one < other ? [one, other] : [other, one];
        const chunks = [whole.subarray(0, from), whole.subarray(from, to), whole.subarray(to)];
        expect(textOf(...chunks)).toBe(textOf(whole));
      }),
    );
  });
});
