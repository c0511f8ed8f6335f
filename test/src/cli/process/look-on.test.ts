import { describe, expect, test } from '@jest/globals';
import { hasColours, lookOn } from '../../../../src/cli/process/look-on.ts';

const terminal = (columns = 80, colours = true) => ({ isTTY: true, columns, hasColors: () => colours });
const file = { isTTY: false, columns: 0, hasColors: () => false };

describe('text has colours', () => {
  test.each([
    ['at a terminal', terminal(), {}, true],
    ['not at a terminal without colours', terminal(80, false), {}, false],
    ['not at a terminal with NO_COLOR', terminal(), { NO_COLOR: '1' }, false],
    ['at a terminal with an empty NO_COLOR', terminal(), { NO_COLOR: '' }, true],
    ['not in a file', file, {}, false],
    ['in a file with FORCE_COLOR', file, { FORCE_COLOR: '1' }, true],
    ['in a file with FORCE_COLOR and NO_COLOR', file, { FORCE_COLOR: '3', NO_COLOR: '1' }, true],
    ['not in a file with an empty FORCE_COLOR', file, { FORCE_COLOR: '' }, false],
    ['not at a terminal with FORCE_COLOR=0', terminal(), { FORCE_COLOR: '0' }, false],
    ['not at a terminal with FORCE_COLOR=false', terminal(), { FORCE_COLOR: 'false' }, false],
  ])('%s', (_, stream, environment, expected) => {
    expect(hasColours(stream, environment)).toBe(expected);
  });
});

describe('text is as wide as', () => {
  test.each([
    ['a terminal', terminal(100), 100],
    ['eyes can follow, at a wide terminal', terminal(300), 120],
    ['words need, at a narrow terminal', terminal(20), 40],
    ['usual, at a terminal of unknown width', terminal(0), 80],
    ['usual, in a file', file, 80],
  ])('%s', (_, stream, width) => {
    expect(lookOn(stream, {}).width).toBe(width);
  });
});
