import { constants } from 'node:fs';
import { copyFile, link } from 'node:fs/promises';
import { join } from 'node:path';
import { digestOf } from './file-digest.ts';

/** Sonobuoy's names of archives: minute, prefix, UUID (pkg/discovery/discovery.go). */
const SONOBUOY_NAME = /^\d{12}_sonobuoy_[\w-]{1,64}\.tar\.gz$/;

/** More archives of one name in one directory are not an accident. */
const MOST_NAMES = 1000;

/**
 * Gives an archive its place in a directory and replaces nothing there: if a file already has its name, the archive gets another one, and
 * if that file is the same archive, it stays as it is.
 *
 * A name that Sonobuoy would not give comes from elsewhere and may be that of any file of the user. The archive then is called after its
 * digest.
 *
 * @returns the file in which the archive now is
 */
export async function placeArchive(file: string, name: string, sha256: string, directory: string): Promise<string> {
  const base = SONOBUOY_NAME.test(name) ? name.slice(0, -'.tar.gz'.length) : `sonobuoy_${sha256.slice(0, 12)}`;
  for (let count = 1; count <= MOST_NAMES; count += 1) {
    const target = join(directory, `${base}${count === 1 ? '' : `-${count}`}.tar.gz`);
    if (await isPlaced(file, target)) return target;
    if (await isSame(target, sha256)) return target;
  }
  throw new Error(`expected a free name like ${base}.tar.gz in ${directory}, found ${MOST_NAMES} files of such names`);
}

/** False: something already has that name. */
async function isPlaced(file: string, target: string): Promise<boolean> {
  try {
    await link(file, target);
    return true;
  } catch (error) {
    if (isThere(error)) return false;
  }
  // Some file systems have no links.
  try {
    await copyFile(file, target, constants.COPYFILE_EXCL);
    return true;
  } catch (error) {
    if (isThere(error)) return false;
    throw error;
  }
}

function isThere(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && error.code === 'EEXIST';
}

async function isSame(target: string, sha256: string): Promise<boolean> {
  const found = await digestOf(target).catch(() => null);
  return found?.sha256 === sha256;
}
