/** The part of a tar's extended attributes that matters for the entries that follow. */
export type PaxRecords = { path?: string; size?: number };

const BLANK = 0x20;
const LINE_END = 0x0a;
const DIGIT_0 = 0x30;
/** Digits of a record's length; a longer number does not fit. */
const MAX_DIGITS = 7;
const NUMBER = /^\d{1,16}$/;

/**
 * Reads records, `LENGTH KEY=VALUE\n` each, in one pass. tar's own `Pax.parse` takes minutes for what fits into a few
 * megabytes of archive. Undefined: they are not well-formed.
 */
export function paxRecords(bytes: Buffer): PaxRecords | undefined {
  const found: PaxRecords = {};
  for (let at = 0; at < bytes.length; ) {
    const record = recordAt(bytes, at);
    if (record === undefined) return undefined;
    const equals = bytes.indexOf('=', record.start);
    if (equals === -1 || equals >= record.end) return undefined;
    const key = bytes.toString('utf8', record.start, equals);
    if (key === 'path') found.path = bytes.toString('utf8', equals + 1, record.end);
    if (key === 'size') {
      const text = bytes.toString('utf8', equals + 1, record.end);
      if (!NUMBER.test(text)) return undefined;
      found.size = Number(text);
    }
    at = record.end + 1;
  }
  return found;
}

/** The key and the value of a record, without the line end after them. */
function recordAt(bytes: Buffer, at: number): { start: number; end: number } | undefined {
  let length = 0;
  let start = at;
  for (; bytes[start] !== BLANK; start += 1) {
    const digit = (bytes[start] ?? 0) - DIGIT_0;
    if (digit < 0 || digit > 9 || start - at >= MAX_DIGITS) return undefined;
    length = 10 * length + digit;
  }
  const end = at + length - 1;
  return start < end && bytes[end] === LINE_END ? { start: start + 1, end } : undefined;
}
