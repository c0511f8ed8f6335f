import manifest from '../../package.json' with { type: 'json' };

/** The version of this package, which is also the tag of its image. */
export const packageVersion: string = manifest.version;
