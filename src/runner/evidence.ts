import { createHash } from 'node:crypto';
import { closeSync, mkdirSync, openSync, readdirSync, readSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { EvidenceFile } from '../../results-parsers/documents/run-record/run-record.ts';

/** Kept free in the results volume so that, if it runs full, there is room for the suite's JUnit (3 MB) and to hand over what counts. */
const RESERVE_BYTES = 8 * 1024 * 1024;
const CHUNK_BYTES = 1024 * 1024;

/** The run's directories below $SONOBUOY_RESULTS_DIR. */
export interface ResultsPlace {
  readonly root: string;
  readonly evidence: string;
  readonly reserve: string;
}

/** Prepares the results directory. Throws if it cannot be written to at all. */
export function openResultsPlace(root: string): ResultsPlace {
  const place = { root, evidence: join(root, 'evidence'), reserve: join(root, 'reserve') };
  mkdirSync(place.evidence, { recursive: true });
  try {
    writeFileSync(place.reserve, Buffer.alloc(RESERVE_BYTES, 1));
  } catch {
    // Almost full from the start: whatever part of the reserve was written helps.
  }
  return place;
}

export function releaseReserve(place: ResultsPlace): void {
  rmSync(place.reserve, { force: true });
}

/** Writes an evidence file; false: it could not be written, and no part of it is kept. */
export function writeEvidence(place: ResultsPlace, path: string, content: string): boolean {
  const file = join(place.evidence, path);
  try {
    writeFileSync(file, content);
    return true;
  } catch {
    rmSync(file, { force: true });
    return false;
  }
}

/** Regular files below the evidence directory, as sorted relative paths. Links and devices are no evidence. */
export function evidencePaths(place: ResultsPlace): string[] {
  return readdirSync(place.evidence, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(place.evidence.length + 1))
    .sort();
}

function sha256(file: string): string {
  const hash = createHash('sha256');
  const buffer = Buffer.alloc(CHUNK_BYTES);
  const descriptor = openSync(file, 'r');
  try {
    for (let read = readSync(descriptor, buffer); read > 0; read = readSync(descriptor, buffer)) {
      hash.update(buffer.subarray(0, read));
    }
  } finally {
    closeSync(descriptor);
  }
  return hash.digest('hex');
}

export function digestEvidence(place: ResultsPlace, path: string): EvidenceFile {
  const file = join(place.evidence, path);
  return { path, bytes: statSync(file).size, sha256: sha256(file) };
}
