import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { parseKubernetesVersion } from '../../results-parsers/standard/kubernetes-version.ts';
import { compareVersions } from '../../results-parsers/standard/waivers/versions.ts';

const PINS = join(import.meta.dirname, 'modules/kubernetes');
const TABLE = join(import.meta.dirname, '../../docs/engines.json');
const Table = z.object({ rows: z.array(z.object({ engine: z.string(), kubernetes: z.string() })) });

/** Says to the tests which Kubernetes version their clusters are to have. */
export const KUBERNETES_VARIABLE = 'SCS_NETWORKING_TEST_KUBERNETES';

/** The newest version that has pins and has run once: new pins alone are not yet what all tests rest on. */
export function newestTriedKubernetes(): string {
  const { rows } = Table.parse(JSON.parse(readFileSync(TABLE, 'utf8')));
  const tried = rows
    .filter(({ engine }) => engine === 'enforcing')
    .map(({ kubernetes }) => parseKubernetesVersion(kubernetes)?.minor);
  const minors = readdirSync(PINS).filter((minor) => tried.includes(minor));
  return minors.toSorted((a, b) => compareVersions(a, b) ?? 0).at(-1) ?? '';
}

/** The minor version of Kubernetes that the tests run on, unless asked for another. */
export const TESTED_KUBERNETES = process.env[KUBERNETES_VARIABLE] ?? newestTriedKubernetes();
