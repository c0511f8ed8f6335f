import { PARTS } from './test/parts/parts.ts';

const shared = {
  testEnvironment: 'node',
  extensionsToTreatAsEsm: ['.ts'],
  transform: {},
};

/** The test files that need a cluster. */
const ON_CLUSTER = PARTS.filter(({ project }) => project === 'cluster').flatMap(({ files = [] }) => files);

export default {
  // A busy machine makes tests slow; none of them should fail for that.
  testTimeout: 60_000,
  testSequencer: '<rootDir>/test/quick-first-sequencer.js',
  globalSetup: '<rootDir>/test/fresh-bundle.js',
  reporters: ['default', '<rootDir>/test/closing-line-reporter.js'],
  projects: [
    {
      ...shared,
      displayName: 'unit',
      roots: ['<rootDir>/test'],
      testPathIgnorePatterns: [...ON_CLUSTER.map((file) => `/test/${file}$`), '<rootDir>/test/browser/'],
    },
    // Needs Chromium, which only root can have installed.
    { ...shared, displayName: 'browser', roots: ['<rootDir>/test/browser'] },
    {
      ...shared,
      displayName: 'cluster',
      roots: ['<rootDir>/test/cluster'],
      testMatch: ON_CLUSTER.map((file) => `<rootDir>/test/${file}`),
    },
  ],
};
