/** The tests that the verdict's code has to fail if it is changed: those of it, and of whole archives, but no random ones. */
export default {
  rootDir: '../..',
  testEnvironment: 'node',
  extensionsToTreatAsEsm: ['.ts'],
  transform: {},
  testTimeout: 60_000,
  testMatch: ['verdict', 'golden-verdicts']
    .map((directory) => `<rootDir>/test/results-parsers/${directory}/**/*.test.ts`)
    .concat(['<rootDir>/test/results-parsers/evaluate-*.test.ts']),
};
