import type { ArchiveProblem } from '../archive/archive-problem.ts';
import { detectCni } from '../cluster/cni/detect-cni.ts';
import { ScsNetworkingError } from '../core/errors.ts';
import type { BareFiles } from '../sonobuoy/sonobuoy-archive.ts';
import type { Evidence, JunitEvidence } from './evidence.ts';
import { junitEvidence, loggedEnds, loggedVersions } from './suite-files.ts';
import { upstreamRun } from './upstream-run.ts';

/**
 * Brings JUnit files without an archive into the shape that rules look at: what the suite says about itself, and nothing
 * else. The server's version is known only from what the suite logged.
 *
 * Throws `INPUT_UNREADABLE` for a file that was given as JUnit and does not contain a test suite.
 */
export function evidenceFromBareFiles({ files, cluster, reading, redaction }: BareFiles): Evidence {
  const junit = junitEvidence(files);
  const [first] = junit;
  const problem = first?.reading.problem;
  if (reading.container === 'file' && first?.reading.suites.length === 0 && problem) {
    throw new ScsNetworkingError(
      'INPUT_UNREADABLE',
      `expected a JUnit file of the e2e suite, found at ${problem.line}:${problem.column}: ${problem.message}; name the junit_01.xml that the suite wrote, or the archive it is in`,
    );
  }
  const serverVersions = loggedVersions(files, 'server');
  return {
    ...upstreamRun(files, null),
    source: 'bare-files',
    redaction,
    archiveProblems: [...reading.problems, ...brokenFiles(junit)],
    metadata: [],
    serverVersion: serverVersions[0] ?? null,
    cni: detectCni({ ...cluster.sightings, asked: null }),
    cluster: cluster.facts,
    podPlaces: cluster.podPlaces,
    runPolicies: null,
    runPods: cluster.runPods,
    listedPlugins: null,
    plugin: null,
    pluginsPresent: [],
    pluginErrors: [],
    sonobuoy: { namespace: null, timeoutSeconds: null },
    podLogs: [],
    sonobuoyResults: null,
    loggedEnds: loggedEnds(files),
    checks: [],
    resultsDirectory: '',
    loggedServerVersions: serverVersions,
    digests: new Map([...cluster.digests, ...files.digests]),
  };
}

/** Neither gzip nor tar shows whether a bare file came whole: if it breaks off, the archive does. */
function brokenFiles(junit: readonly JunitEvidence[]): ArchiveProblem[] {
  const broken = junit.filter(({ reading }) => reading.problem !== null);
  const [first] = broken;
  if (first === undefined) return [];
  const detail = `${first.path}, which nothing else vouches for, cannot be read to its end`;
  return [{ code: 'archive-damaged', detail, path: first.path, count: broken.length }];
}
