/** `1 file`, `2 files`. */
export function counted(count: number, noun: string, plural = `${noun}s`): string {
  return `${count} ${nounFor(count, noun, plural)}`;
}

/** `file` for one, `files` for any other number. */
export function nounFor(count: number, noun: string, plural = `${noun}s`): string {
  return count === 1 ? noun : plural;
}

/** `The one file`, `All 3 files`: at the beginning of a sentence about every one of them. */
export function allOf(count: number, noun: string, plural?: string): string {
  return count === 1 ? `The one ${noun}` : `All ${counted(count, noun, plural)}`;
}
