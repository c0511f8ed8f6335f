import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { verdictHtml } from '../../results-parsers/report/html/verdict-html.ts';
import { recordedVerdict } from './shown-verdicts.ts';

/** The picture in the README, which `node test/browser/picture.ts` renews. */
export const PICTURE = join(import.meta.dirname, '../../docs/page.png');

/** The keyword under which the picture contains the digest of its words. */
export const DIGEST = 'Source';

/** The page whose beginning the picture shows. */
export async function picturedPage(): Promise<string> {
  return verdictHtml(await recordedVerdict('not-enforcing-all'));
}

/** The digest of the words that the picture shows: those of the page's head. */
export function digestOfWords(page: string): string {
  const [head = ''] = /<header [\s\S]*<\/header>/.exec(page) ?? [];
  const words = head.replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ');
  return createHash('sha256').update(words).digest('hex');
}
