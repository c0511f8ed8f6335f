/** `a, b and c`. */
export function listed(items: readonly string[]): string {
  return items.length < 2 ? items.join('') : `${items.slice(0, -1).join(', ')} and ${items.at(-1)}`;
}

/** `a, b and 3 more`, or `a; b; and 3 more`: the first ones by name, of the others how many there are. */
export function firstListed(items: readonly string[], most: number, between: ', ' | '; ' = ', '): string {
  const others = items.length - most;
  if (others <= 0) return items.join(between);
  return `${items.slice(0, most).join(between)}${between === '; ' ? ';' : ''} and ${others} more`;
}
