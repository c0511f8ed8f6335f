import { type Html, html } from './html.ts';

/** As many of one kind as a browser shows well; a run of upstream's specs has far fewer. */
export const MOST = { failures: 200, matrices: 100, specs: 2000, files: 2000, names: 200 } as const;

/** The first of them, and a note on how many more there are; null: none. */
export function atMost<T>(most: number, items: readonly T[]): { shown: readonly T[]; note: Html | null } {
  const more = items.length - most;
  if (more <= 0) return { shown: items, note: null };
  return { shown: items.slice(0, most), note: html`<p class="note">and ${more} more, which the JSON format names</p>` };
}
