import { installPackages, isThere } from '../cluster/builds/debian-packages.ts';
import { say } from '../cluster/progress/steps.ts';

export const CHROMIUM = ['chromium', 'fonts-liberation'] as const;

/** Installs Chromium if it is missing. If that is impossible, the tests that need it fail and say so. */
export async function ensureChromium(): Promise<void> {
  if (!(await isThere('chromium'))) await installPackages(CHROMIUM, say);
}
