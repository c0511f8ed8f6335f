const LONGEST_FOUND = 120;

/** A value of a document as messages show it after `found`. */
export function foundText(value: unknown): string {
  if (value === undefined || value === null) return 'nothing';
  if (typeof value === 'string') {
    return `'${value.slice(0, LONGEST_FOUND)}${value.length > LONGEST_FOUND ? '...' : ''}'`;
  }
  if (Array.isArray(value)) return `a list of ${value.length}`;
  if (typeof value !== 'object') return String(value);
  return `a mapping with ${Object.keys(value).join(', ') || 'nothing'}`.slice(0, LONGEST_FOUND);
}
