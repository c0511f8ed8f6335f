/**
 * The regular expressions that SCS's file needs, and no more: characters that stand for themselves, `.` for any one,
 * `.*` for any number, `\` before punctuation, `^` at the beginning and `$` at the end. Without alternatives and groups
 * a search takes at most as many steps as the product of the lengths of name and pattern.
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

/** Parts that match no text, or varying text: classes, groups, escapes, anchors, each with its quantifier. */
const UNKNOWN =
  /(?:\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|[.^$]|[^\\[\](){}|*+?^$.])(?:[*+?]|\{[\d,]*\})[?+]?|\\[A-Za-z]|\[\^?\]?(?:\\.|[^\]\\])*\]|[\^$]/gsy;

/**
 * A pattern that matches every name that the Python regular expression matches, and more: a part that this module does not
 * understand stands for any text. Undefined: not even that is possible.
 */
export function widened(pattern: string): SimplePattern | undefined {
  // Flags such as (?i) change the meaning of all that follows; numbers of characters and of groups have digits that are no text.
  if (/\(\?[aiLmsux-]|\\[xuUN\d]/.test(pattern)) return undefined;
  const flat = withoutGroups(pattern);
  return flat === undefined ? undefined : parseSimplePattern(flat);
}

/** The pattern with `.*` in place of all that is not simple; undefined: alternatives of the whole, or what does not end. */
function withoutGroups(pattern: string): string | undefined {
  let flat = '';
  let at = 0;
  while (at < pattern.length) {
    UNKNOWN.lastIndex = at;
    const [unknown] = UNKNOWN.exec(pattern) ?? [];
    TOKEN.lastIndex = at;
    const [token] = TOKEN.exec(pattern) ?? [];
    if (unknown !== undefined) {
      flat += '.*';
      at += unknown.length;
    } else if (pattern[at] === '(') {
      const end = endOfGroup(pattern, at);
      if (end === undefined) return undefined;
      flat += '.*';
      at = end;
    } else if (token !== undefined) {
      flat += token;
      at += token.length;
    } else {
      return undefined;
    }
  }
  return flat;
}

const GROUP_PART = /\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|[^\\[]/gsy;

/** The place after the group that begins at `start` and its quantifier. */
function endOfGroup(pattern: string, start: number): number | undefined {
  let depth = 0;
  let at = start;
  while (at < pattern.length) {
    GROUP_PART.lastIndex = at;
    const [part] = GROUP_PART.exec(pattern) ?? [];
    if (part === undefined) return undefined;
    at += part.length;
    if (part === '(') depth += 1;
    if (part === ')') depth -= 1;
    if (depth === 0) return at + (/^(?:[*+?]|\{[\d,]*\})[?+]?/.exec(pattern.slice(at))?.[0].length ?? 0);
  }
  return undefined;
}
