import * as z from 'zod';

/** Sonobuoy wrote resources as an array up to 0.53 and writes them as a list with `items` since. */
export function listOf<T>(item: z.ZodType<T>): z.ZodType<T[]> {
  const itemsOf = (document: unknown): unknown =>
    typeof document === 'object' && document !== null && 'items' in document ? document.items : document;
  return z.preprocess(itemsOf, z.array(item));
}
