const shared = {
  testEnvironment: 'node',
  extensionsToTreatAsEsm: ['.ts'],
  transform: {},
};

export default {
  // A busy machine makes tests slow; none of them should fail for that.
  testTimeout: 60_000,
  testSequencer: '<rootDir>/test/quick-first-sequencer.js',
  reporters: ['default', '<rootDir>/test/closing-line-reporter.js'],
  projects: [
    {
      ...shared,
      displayName: 'unit',
      roots: ['<rootDir>/test'],
      testPathIgnorePatterns: ['<rootDir>/test/cluster/', '<rootDir>/test/browser/'],
    },
    // Needs Chromium, which only root can have installed.
    { ...shared, displayName: 'browser', roots: ['<rootDir>/test/browser'] },
    {
      ...shared,
      displayName: 'cluster',
      roots: ['<rootDir>/test/cluster'],
      testPathIgnorePatterns: ['<rootDir>/test/cluster/long/'],
    },
    // On request: together they take longer than all others.
    { ...shared, displayName: 'long', roots: ['<rootDir>/test/cluster/long'] },
  ],
};
