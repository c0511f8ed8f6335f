import { config } from 'zod';

/**
 * Makes schemas that are created from now on interpret documents directly. By default they first compile a program for each object, which pays
 * off only from the second archive on.
 */
export function parseOnce(): void {
  config({ jitless: true });
}
