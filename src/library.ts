import manifest from '../package.json' with { type: 'json' };

/** The package, for programs: all of results-parsers, and the version that goes into verdicts. */
export * from '../results-parsers/index.ts';

/** What `toolVersion` is in the options of `evaluateArchive` if the verdict is to be the command line's, byte for byte. */
export const toolVersion: string = manifest.version;
