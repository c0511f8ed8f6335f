import type { Attempt, RunRecord } from '../documents/run-record/run-record.ts';
import { runDirectory } from '../sonobuoy/layout.ts';
import type { PluginFiles } from '../sonobuoy/plugin-files.ts';
import type { AttemptEvidence, Claim, RunEvidence } from './evidence.ts';
import { junitEvidence, loggedOfAttempt, loggedVersions } from './suite-files.ts';

/** Our runner's record says which JUnit belongs to which attempt. Without a readable record all belong to one. */
export function recordedRun(files: PluginFiles): RunEvidence {
  const junit = junitEvidence(files);
  const { runRecord } = files;
  if (runRecord.state !== 'read') {
    return {
      runRecord,
      attempts: junit.length === 0 ? [] : [{ number: 1, junit, ...loggedOfAttempt(files), observed: null }],
      strayJunit: [],
      dryRunRequests: [],
      e2eVersions: loggedVersions(files, 'e2e'),
      specList: null,
      listedSpecs: null,
    };
  }
  const record = runRecord.value;
  const directory = runDirectory(files.name);
  const named = new Set(record.attempts.map((attempt) => pathOf(attempt.junit, directory)));
  return {
    runRecord,
    attempts: record.attempts
      .map((attempt) => recordedAttempt(attempt, files, runRecord.path))
      .sort((a, b) => a.number - b.number),
    strayJunit: junit.map(({ path }) => path).filter((path) => !named.has(path)),
    dryRunRequests: [
      ...(record.settings.dryRun ? [`the runner's settings in ${runRecord.path}`] : []),
      ...record.attempts
        .filter(({ command }) => asksForDryRun(command))
        .map(({ number }) => `the command of attempt ${number} in ${runRecord.path}`),
    ],
    e2eVersions: [...printedVersion(record, runRecord.path), ...loggedVersions(files, 'e2e')],
    ...listedSpecs(files, pathOf(record.specList, directory)),
  };
}

function recordedAttempt(attempt: Attempt, files: PluginFiles, recordPath: string): AttemptEvidence {
  const directory = runDirectory(files.name);
  const [junitPath, logPath] = [attempt.junit, attempt.log].map((file) => pathOf(file, directory));
  return {
    number: attempt.number,
    junit: junitEvidence(files).filter(({ path }) => path === junitPath),
    ...loggedOfAttempt(files, (path) => path === logPath),
    observed: { value: attempt.observed, path: recordPath },
  };
}

/** `e2e.test --version` prints the version alone, or after a name. */
function printedVersion(record: RunRecord, path: string): Claim<string>[] {
  const version = /v\d+\.\d+\.\d+\S*/.exec(record.versions.e2e ?? '')?.[0];
  return version === undefined ? [] : [{ value: version, path }];
}

function listedSpecs(files: PluginFiles, path: string | null): Pick<RunEvidence, 'specList' | 'listedSpecs'> {
  const list = path === null ? undefined : files.specLists.get(path);
  if (path === null || list === undefined) return { specList: null, listedSpecs: null };
  return { specList: { value: [...list.names].sort(), path }, listedSpecs: { value: list.count, path } };
}

function pathOf(file: string | null, directory: string): string | null {
  return file === null ? null : directory + file;
}

/** Ginkgo takes one dash or two, and the e2e binary its flags with a prefix. */
const FLAG = /^--?(?:ginkgo\.)?dry-?run(?:=(.*))?$/i;

/** Whether the arguments of ginkgo or of the e2e binary ask for a dry run. */
export function asksForDryRun(args: readonly string[]): boolean {
  return args.some((argument) => {
    const found = FLAG.exec(argument);
    return found !== null && found[1] !== 'false';
  });
}
