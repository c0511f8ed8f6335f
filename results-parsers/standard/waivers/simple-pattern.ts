/**
 * The regular expressions that SCS's file needs, and no more: characters that stand for themselves, `.` for any one,
 * `.*` for any number, `\` before punctuation, `^` at the beginning and `$` at the end. Without alternatives and groups
 * a search takes no more steps than name and pattern have characters, multiplied.
 */
export type SimplePattern = {
  /** What `.*` stands between; null is any one character. */
  segments: (string | null)[][];
  fromStart: boolean;
  toEnd: boolean;
};

const TOKEN = /\\[^0-9A-Za-z]|\.\*|[^\\*+?()[\]{}|^$]/gy;

/** Undefined: the pattern needs more than that. */
export function parseSimplePattern(pattern: string): SimplePattern | undefined {
  const fromStart = pattern.startsWith('^');
  const toEnd = pattern.endsWith('$') && !pattern.endsWith('\\$');
  const middle = pattern.slice(fromStart ? 1 : 0, toEnd ? -1 : undefined);
  const tokens = middle.match(TOKEN) ?? [];
  if (tokens.join('') !== middle) return undefined;
  const segments: SimplePattern['segments'] = [[]];
  for (const token of tokens) {
    if (token === '.*') segments.push([]);
    else segments.at(-1)?.push(token === '.' ? null : token.slice(-1));
  }
  return { segments, fromStart, toEnd };
}

/** Whether the pattern is found in the name, as by Python's `re.search`. */
export function isFoundIn({ segments, fromStart, toEnd }: SimplePattern, name: string): boolean {
  let from = 0;
  // The earliest place for each segment leaves the most room for those that follow.
  return segments.every((segment, index) => {
    const last = name.length - segment.length;
    const earliest = toEnd && index === segments.length - 1 ? Math.max(from, last) : from;
    const latest = fromStart && index === 0 ? Math.min(last, 0) : last;
    const at = firstMatch(segment, name, earliest, latest);
    if (at !== undefined) from = at + segment.length;
    return at !== undefined;
  });
}

type Segment = SimplePattern['segments'][number];

function firstMatch(segment: Segment, name: string, earliest: number, latest: number): number | undefined {
  for (let at = earliest; at <= latest; at++) {
    if (segment.every((character, index) => character === null || character === name[at + index])) return at;
  }
  return undefined;
}
