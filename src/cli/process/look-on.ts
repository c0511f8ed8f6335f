import type { Look } from '../../../results-parsers/report/format.ts';
import { PAGE_WIDTH } from '../../../results-parsers/report/layout.ts';

type Stream = Pick<NodeJS.WriteStream, 'isTTY' | 'columns' | 'hasColors'>;
type Environment = Readonly<Record<string, string | undefined>>;

/** Narrower, words stand alone; wider, eyes lose the line. */
const READABLE_WIDTH = { least: 40, most: 120 } as const;

/** How text looks on a stream: as the terminal shows it, else the same everywhere. */
export function lookOn(stream: Stream, environment: Environment): Required<Pick<Look, 'colour' | 'width'>> {
  return { colour: hasColours(stream, environment), width: widthOf(stream) };
}

/** FORCE_COLOR, if set, decides; then NO_COLOR; then what the terminal can. */
export function hasColours({ isTTY, hasColors }: Stream, { FORCE_COLOR, NO_COLOR }: Environment): boolean {
  if (FORCE_COLOR) return FORCE_COLOR !== '0' && FORCE_COLOR !== 'false';
  return !NO_COLOR && isTTY === true && hasColors();
}

/** Columns for text that is laid out in lines. */
export function widthOf({ isTTY, columns }: Pick<Stream, 'isTTY' | 'columns'>): number {
  // A terminal may not report its width.
  if (isTTY !== true || !columns) return PAGE_WIDTH;
  return Math.min(READABLE_WIDTH.most, Math.max(READABLE_WIDTH.least, columns));
}
