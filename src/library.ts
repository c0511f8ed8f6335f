import manifest from '../package.json' with { type: 'json' };

/** The package, for programs: all of results-parsers, and the version that goes into verdicts. */
export * from '../results-parsers/index.ts';

/** The value of `toolVersion` in the options of `evaluateArchive` that gives the same verdict as the command line, byte for byte. */
export const toolVersion: string = manifest.version;
