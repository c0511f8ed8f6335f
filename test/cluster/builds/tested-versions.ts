import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { parseKubernetesVersion } from '../../../results-parsers/standard/kubernetes-version.ts';
import { compareVersions } from '../../../results-parsers/standard/versions.ts';

const PINS = join(import.meta.dirname, '../modules/kubernetes');
const TABLE = join(import.meta.dirname, '../../../docs/engines.json');
const Table = z.object({ rows: z.array(z.object({ engine: z.string(), kubernetes: z.string() })) });

/** Tells the tests which Kubernetes version their clusters should have. */
export const KUBERNETES_VARIABLE = 'SCS_NETWORKING_TEST_KUBERNETES';

/** What must have been observed of a version before all tests rely on it: that specs pass when they should, and fail when they should. */
const NEEDED = ['enforcing', 'none'];

/** The newest version that has pins and these rows of docs/engines.md. */
export function newestTriedKubernetes(): string {
  const { rows } = Table.parse(JSON.parse(readFileSync(TABLE, 'utf8')));
  const minorsOf = (needed: string): (string | undefined)[] =>
    rows.filter(({ engine }) => engine === needed).map(({ kubernetes }) => parseKubernetesVersion(kubernetes)?.minor);
  const minors = readdirSync(PINS).filter((minor) => NEEDED.every((needed) => minorsOf(needed).includes(minor)));
  return minors.toSorted((a, b) => compareVersions(a, b) ?? 0).at(-1) ?? '';
}

/** The minor version of Kubernetes that the tests run on, unless asked for another. */
export const TESTED_KUBERNETES = process.env[KUBERNETES_VARIABLE] ?? newestTriedKubernetes();

/** Tells the tests which Sonobuoy version their clusters should have. */
export const SONOBUOY_VARIABLE = 'SCS_NETWORKING_TEST_SONOBUOY';

/** The minor version of Sonobuoy that the tests run with: the newest that has pins, unless asked for another. */
export const TESTED_SONOBUOY = process.env[SONOBUOY_VARIABLE] ?? '0.57';
