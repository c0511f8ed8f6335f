import { LineReader } from './line-reader.ts';

/** The versions that the e2e suite logs before its first spec; undefined: it did not say. */
export type LoggedVersions = { e2e?: string; server?: string };

const E2E_VERSION = /e2e test version: (\S+)/;
const SERVER_VERSION = /kube-apiserver version: (\S+)/;

/** Looks for the versions in the output of the e2e suite. Suites that run in parallel often do not print them. */
export function logVersionReader(versions: LoggedVersions): LineReader {
  return new LineReader((line) => {
    const e2e = E2E_VERSION.exec(line)?.[1];
    const server = SERVER_VERSION.exec(line)?.[1];
    if (e2e !== undefined) versions.e2e ??= e2e;
    if (server !== undefined) versions.server ??= server;
  });
}
