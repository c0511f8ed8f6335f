import { createHash } from 'node:crypto';
import { readWrittenFile } from '../core/yaml/read-written-file.ts';
import { OkToFailFile, unscopedWaiversOf } from './ok-to-fail-file.ts';
import type { WaiverSet } from './waiver.ts';
import { WaiversFile, waiversOf } from './waivers-file.ts';

/** A hundred times SCS's own file. */
export { MAX_WRITTEN_FILE_BYTES as MAX_WAIVERS_FILE_BYTES } from '../core/yaml/read-written-file.ts';

const WHAT = { what: 'file of waivers', example: 'plugin/waivers.example.yaml' };

/**
 * Reads a file of kind Waivers, or SCS's own with `okToFail`, whose waivers have neither scope nor end.
 *
 * `source` is the file's name in messages and reports. Throws `INPUT_UNREADABLE`, with the line of each problem.
 */
export function readWaivers(bytes: Uint8Array, source: string): WaiverSet {
  const { value, checked } = readWrittenFile(bytes, { ...WHAT, source });
  const isOkToFail = typeof value === 'object' && value !== null && 'okToFail' in value;
  const waivers = isOkToFail
    ? unscopedWaiversOf(checked(OkToFailFile), source)
    : waiversOf(checked(WaiversFile), source);
  return { source, sha256: createHash('sha256').update(bytes).digest('hex'), waivers };
}
