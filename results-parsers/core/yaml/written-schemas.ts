import * as z from 'zod';

// Messages complete the sentence "expected ..."; what was found is added when they are shown.

export function expected(what: string): { error: string } {
  return { error: what };
}

export function text(what: string, most: number): z.ZodString {
  const limits = expected(`${what}, of 1 to ${most} characters`);
  return z.string(limits).min(1, limits).max(most, limits);
}

/** Unknown keys are errors: they would be conditions that do not hold. */
export function mappingOf<T extends z.ZodRawShape>(shape: T): z.ZodObject<T, z.core.$strict> {
  return z.strictObject(shape, expected(`a mapping with only the keys ${Object.keys(shape).join(', ')}`));
}

export function link(): z.ZodString {
  return text('a link', 500).refine(isHttps, expected('a link that begins with https://'));
}

function isHttps(address: string): boolean {
  return /^https:\/\/[^\s/]/.test(address) && URL.canParse(address);
}
