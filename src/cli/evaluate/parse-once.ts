import { config } from 'zod';

/**
 * Has schemas that are made from now on read a document as it is. Else they write and compile a program for each object at first, which pays off
 * from the second archive on.
 */
export function parseOnce(): void {
  config({ jitless: true });
}
