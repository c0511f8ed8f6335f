import { createReadStream, rmSync } from 'node:fs';
import { lstat, mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { createGunzip } from 'node:zlib';
import { counted } from '../../results-parsers/core/counted.ts';
import { ScsNetworkingError } from '../../results-parsers/core/errors.ts';
import { makeDirectory } from '../make-directory.ts';
import { placeArchive } from './archive-place.ts';
import { digestOf } from './file-digest.ts';
import type { ArchiveInfo } from './run-watch.ts';
import { type SonobuoyTarget, sonobuoy, targetOptions } from './sonobuoy.ts';

const TRIES = 6;
const PAUSE_MILLISECONDS = 5_000;
/** An archive of a large cluster has some hundred megabytes, which come through the API server. */
const SECONDS = 30 * 60;

export interface RetrievedArchive {
  readonly file: string;
  readonly sha256: string;
  readonly bytes: number;
}

/**
 * Retrieves the run's archive, under the name that Sonobuoy gave it. Nothing in the directory is replaced.
 *
 * It is compared with the digest that Sonobuoy has of it or, if there is none, decompressed to its end. An incomplete archive is
 * retrieved again: connections through an API server break.
 *
 * @param directory where the archive goes; made if it is not there
 * @param say told about tries that failed
 * @throws TOOL_FAILED if it could not be had whole; then nothing is left of it; USAGE if the directory cannot be made
 */
export async function retrieveArchive(
  target: SonobuoyTarget,
  expected: ArchiveInfo | null,
  directory: string,
  say: (sentence: string) => void,
  pauseMilliseconds = PAUSE_MILLISECONDS,
): Promise<RetrievedArchive> {
  makeDirectory(directory);
  const staging = await mkdtemp(join(directory, '.scs-networking-'));
  const remove = (): void => rmSync(staging, { recursive: true, force: true });
  process.once('exit', remove);
  try {
    let problem = '';
    for (let tries = 1; tries <= TRIES; tries += 1) {
      const attempt = join(staging, String(tries));
      await mkdir(attempt);
      const found = await retrieveOnce(target, expected, attempt);
      if (typeof found !== 'string') {
        const file = await placeArchive(join(attempt, found.name), found.name, found.sha256, directory);
        return { file, sha256: found.sha256, bytes: found.bytes };
      }
      await rm(attempt, { recursive: true });
      problem = found;
      say(`Retrieving the archive failed (attempt ${tries} of ${TRIES}): ${problem}`);
      if (tries < TRIES) await sleep(pauseMilliseconds);
    }
    throw new ScsNetworkingError(
      'TOOL_FAILED',
      `expected sonobuoy retrieve to fetch the whole archive, found: ${problem}`,
    );
  } finally {
    process.off('exit', remove);
    remove();
  }
}

type Found = { readonly name: string; readonly sha256: string; readonly bytes: number };

/** The archive, or what is wrong. */
async function retrieveOnce(
  target: SonobuoyTarget,
  expected: ArchiveInfo | null,
  into: string,
): Promise<Found | string> {
  const { exitCode, problem } = await sonobuoy(['retrieve', into, ...targetOptions(target)], SECONDS);
  const [name, ...others] = await readdir(into);
  if (exitCode !== 0) return problem;
  if (name === undefined || others.length > 0)
    return `expected one archive, found ${name === undefined ? 'none' : 1 + others.length}`;
  const file = join(into, name);
  // A link would be followed to whatever file of the user it names.
  if (!(await lstat(file)).isFile()) return 'expected one archive, found something that is not a file';
  const { sha256, bytes } = await digestOf(file);
  if (expected !== null) {
    if (sha256 === expected.sha256) return { name, sha256, bytes };
    return `expected ${counted(expected.size, 'byte')} with SHA-256 ${expected.sha256}, found ${bytes} with ${sha256}`;
  }
  return (await isWhole(file))
    ? { name, sha256, bytes }
    : `expected a whole archive, found ${counted(bytes, 'byte')} of one that is cut off`;
}

/** gzip has a length and a checksum of its own. */
async function isWhole(file: string): Promise<boolean> {
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() });
  try {
    await pipeline(createReadStream(file), createGunzip(), nowhere);
    return true;
  } catch {
    return false;
  }
}
