import { basename } from 'node:path';
import { parse, stringify } from 'yaml';
import { ScsNetworkingError } from '../../../results-parsers/core/errors.ts';
import { MAX_WRITTEN_FILE_BYTES } from '../../../results-parsers/core/yaml/read-written-file.ts';
import { MAX_WAIVERS_FILE_BYTES } from '../../../results-parsers/waivers/read-waivers.ts';
import { baseManifest } from '../../sonobuoy/base-manifest.ts';
import { SonobuoyManifest } from '../../sonobuoy/manifest-schema.ts';
import { inMirror } from '../../sonobuoy/mirror.ts';
import { textOfFile } from '../input/text-of-file.ts';
import { leniencyIn } from '../options/leniency-flags.ts';
import { isInStore, locationOf } from '../store/location.ts';
import { inputFiles } from './evaluate-arguments.ts';
import type { Input } from './inputs-config-map.ts';
import { jobObjects } from './job-manifest.ts';
import type { JobFlags } from './job-options.ts';

/** The API server accepts no larger object. */
const MOST_INPUT_BYTES = 900_000;

/**
 * The manifest of the Job that evaluates archives of an object store in pods.
 *
 * @throws USAGE for places that no pod could read or write; INPUT_UNREADABLE for a file of another kind than its option takes
 */
export async function jobText(archives: readonly string[], flags: JobFlags): Promise<string> {
  for (const place of [...archives, flags.output]) {
    if (!isInStore(place))
      throw usage(`expected a place in an object store, such as s3://archives/2026/, found ${place}`);
    locationOf(place);
  }
  // A mistake shows here, not only in each of the pods.
  await leniencyIn(flags);
  const image = flags.image ?? inMirror(publishedImage(), flags.registry ?? null);
  const objects = jobObjects(archives, flags, { image, inputs: await inputsOf(flags) });
  // Readers of YAML 1.1 do not take `yes` and others as text.
  return objects.map((object) => stringify(object, { compat: 'yaml-1.1', lineWidth: 0 })).join('---\n');
}

function publishedImage(): string {
  return SonobuoyManifest.parse(parse(baseManifest())).podSpec?.initContainers?.[0]?.image ?? '';
}

async function inputsOf(flags: JobFlags): Promise<Input[]> {
  const inputs: Input[] = [];
  let bytes = 0;
  for (const [index, { file, option }] of inputFiles(flags).entries()) {
    const most = option === '--waivers' ? MAX_WAIVERS_FILE_BYTES : MAX_WRITTEN_FILE_BYTES;
    const text = await textOfFile(file, most, 'a file of YAML');
    bytes += Buffer.byteLength(text);
    inputs.push({ file, option, text, path: `${index}/${basename(file)}` });
  }
  if (bytes > MOST_INPUT_BYTES) {
    throw usage(`expected files of at most ${MOST_INPUT_BYTES} bytes, which fit into a ConfigMap, found ${bytes}`);
  }
  return inputs;
}

function usage(message: string): ScsNetworkingError {
  return new ScsNetworkingError('USAGE', message);
}
