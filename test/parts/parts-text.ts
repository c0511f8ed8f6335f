import type { PartJournal } from './journal.ts';
import type { Part } from './parts.ts';

/** The parts in a table for a terminal, with the last result of each in this checkout. */
export function partsText(parts: readonly Part[], journal: PartJournal, tree: string | null): string {
  const width = Math.max(...parts.map(({ name }) => name.length));
  const lines = parts.map((part) => {
    const minutes = `${part.minutes} min`.padStart(6);
    return `${part.name.padEnd(width)}  ${minutes}  ${part.what}\n${' '.repeat(width + 10)}${lastText(part, journal, tree)}\n`;
  });
  return lines.join('');
}

function lastText({ name }: Part, journal: PartJournal, tree: string | null): string {
  const last = journal.last(name);
  if (last === null) return 'not run yet in this checkout';
  const files = last.tree !== null && last.tree === tree ? 'these files' : 'other files';
  return `${last.passed} passed, ${last.failed} failed on ${last.at.slice(0, 16).replace('T', ' ')} with ${files}, in ${Math.round(last.seconds)} s`;
}
