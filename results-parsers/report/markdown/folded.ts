import type { Section } from './bounded-text.ts';

/** A comment on GitHub holds 65,536 characters, a CI job summary 1 MiB; some room is left for what a pipeline puts around it. */
export const MOST_BYTES = 64_000;

/** `heading`: words of our own. `before`: what stands above the items. */
export function folded(heading: string, items: readonly string[], before: readonly string[] = []): Section {
  return {
    open: `<details><summary>${heading}</summary>\n\n${before.map((line) => `${line}\n\n`).join('')}`,
    items,
    close: '\n</details>\n\n',
    left: (count) => `- and ${count} more, for which there is no room here; the other formats list them\n`,
  };
}
