import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { jsonText } from '../../../../results-parsers/core/text/json-text.ts';
import {
  catalogueMinors,
  catalogueOf,
  previewMinors,
  previewOf,
} from '../../../../results-parsers/standard/catalogue.ts';
import type { EvaluationSettings } from '../../evaluate/evaluate-one.ts';

/** What the build notes beside the bundle: a build between two versions may judge otherwise. */
const COMMIT_FILE = new URL('commit', import.meta.url);

/** The inputs of a verdict besides its archive, without how it is reported. */
export type JudgedWith = Omit<EvaluationSettings, 'formats' | 'look' | 'printed' | 'keepsVerdicts'>;

/** Digest of options, files, the tool and its catalogue. */
export async function inputsDigest(inputs: JudgedWith): Promise<string> {
  const commit = await readFile(COMMIT_FILE, 'utf8').catch(() => '');
  const minors = [...catalogueMinors, ...previewMinors];
  const catalogue = minors.map((minor) => [minor, catalogueOf(minor) ?? previewOf(minor)]);
  return createHash('sha256').update(jsonText({ inputs, commit, catalogue })).digest('hex');
}
