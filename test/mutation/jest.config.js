import { fileURLToPath } from 'node:url';

/**
 * The tests that the verdict's code has to fail if it is changed: those of it, and of whole archives, but no random ones. Stryker bundles
 * them with the changed code, so that a mutant is loaded in a moment.
 */
export default {
  rootDir: 'bundle',
  testEnvironment: fileURLToPath(new URL('fail-fast-environment.js', import.meta.url)),
  transform: {},
  testTimeout: 60_000,
  // It would show the place in the bundle, which takes longer than all tests.
  noStackTrace: true,
};
