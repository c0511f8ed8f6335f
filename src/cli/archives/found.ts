/** What is found where a path leads. `identity` tells whether an archive is still the same, if that is known at once. */
export type Found = { archives: { path: string; identity?: string }[] } | { problem: string };

/** What to say where nothing is found; `hasPatterns`: only what these name was looked for. */
export function nothingFound(hasPatterns: boolean): string {
  return hasPatterns
    ? 'expected archives that --include names, found not one in this directory or below it'
    : 'expected an unpacked Sonobuoy archive (with meta/ and plugins/), JUnit files of the e2e suite (junit_*.xml), or archives (*.tar.gz, *.tgz, *.tar), found not one of them in this directory or below it; --include names others';
}
