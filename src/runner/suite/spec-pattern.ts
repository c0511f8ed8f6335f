/**
 * A regular expression (Go syntax) for ginkgo's focus or skip that matches these specs and no others. Ginkgo matches it against the
 * suite's description, a blank, and the spec's full name (internal/focus.go).
 */
export function specPattern(names: readonly string[]): string {
  return `(?:^| )(?:${names.map(escaped).join('|')})$`;
}

function escaped(name: string): string {
  return name.replace(/[\\.+*?()|[\]{}^$]/g, '\\$&');
}
