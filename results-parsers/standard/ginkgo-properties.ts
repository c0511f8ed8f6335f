import { compareVersions } from './versions.ts';

/**
 * Properties of a suite that Ginkgo began to write into its JUnit at some time, and the first minor version of Kubernetes whose e2e binary is
 * built with it. From there on each JUnit has them, whatever their value.
 *
 * reporters/junit_report.go of Ginkgo 2.15.0, with which Kubernetes 1.30 is built, 2.19.0 (1.31), 2.21.0 (1.32 to 1.34), 2.27.2 (1.35) and
 * 2.28.1 (1.36).
 */
const writtenSince: readonly (readonly [property: string, minor: string])[] = [
  ['FailOnEmpty', '1.31'],
  ['SuiteSemVerConstraints', '1.35'],
  ['SemVerFilter', '1.35'],
  ['SuiteComponentSemVerConstraints', '1.36'],
];

/** What each JUnit has that any Ginkgo 2 of these wrote. */
const ALWAYS = ['LabelFilter', 'FailOnPending', 'OutputInterceptorMode'] as const;

/** The properties of a suite that its e2e binary would not have written if it were of a minor version, or would have written. */
export function foreignProperties(
  properties: ReadonlyMap<string, string>,
  minor: string,
): { unexpected: string[]; lacking: string[] } {
  const names = writtenSince.map(([property, since]) => ({ property, isWritten: isNoOlder(minor, since) }));
  const isComplete = ALWAYS.every((property) => properties.has(property));
  return {
    unexpected: names.flatMap(({ property, isWritten }) =>
      isWritten === false && properties.has(property) ? [property] : [],
    ),
    lacking: names.flatMap(({ property, isWritten }) =>
      isComplete && isWritten === true && !properties.has(property) ? [property] : [],
    ),
  };
}

function isNoOlder(minor: string, since: string): boolean | undefined {
  const difference = compareVersions(minor, since);
  return difference === undefined ? undefined : difference >= 0;
}
