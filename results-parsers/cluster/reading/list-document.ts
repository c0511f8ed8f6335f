import * as z from 'zod';
import { issueText, parsedOrIssue } from '../../core/json/first-issue.ts';

/** Kubernetes supports 5,000 nodes and 150,000 pods in a cluster, but no list that we read is of the pods of all. */
const MOST_ITEMS = 20_000;

/** Sonobuoy wrote resources as an array up to 0.53 and writes them as a list with `items` since. */
export function listOf<T>(item: z.ZodType<T>): z.ZodType<T[]> {
  const itemsOf = (document: unknown): unknown =>
    typeof document === 'object' && document !== null && 'items' in document ? document.items : document;
  return z.unknown().transform((document, context) => {
    const items = itemsOf(document);
    if (Array.isArray(items) && items.length > MOST_ITEMS) {
      context.addIssue(`it lists more than ${MOST_ITEMS} objects`);
      return z.NEVER;
    }
    const parsed = parsedOrIssue(z.array(item), items);
    if ('value' in parsed) return parsed.value;
    context.addIssue(issueText(parsed.issue));
    return z.NEVER;
  });
}
