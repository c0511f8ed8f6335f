import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { PullCredentials } from '../../cluster/pull-secrets.ts';

/** Keeps secrets apart from the evidence. */
function privateFile(name: string, content: string): string {
  const file = join(mkdtempSync(join(tmpdir(), 'scs-')), name);
  writeFileSync(file, content, { mode: 0o600 });
  return file;
}

/** The file that lets the suite take its images from a mirror (test/utils/image/manifest.go): the only registry that our specs use. */
export function writeRepoList(registry: string | null): string | null {
  return registry === null ? null : privateFile('repo-list.yaml', `promoterE2eRegistry: ${registry}\n`);
}

/** The file from which the suite makes a secret in each of its namespaces (framework.go, createSecretFromDockerConfig). */
export function writeDockerConfig(credentials: PullCredentials | null): string | null {
  return credentials === null ? null : privateFile('docker-config.json', credentials.dockerConfig);
}
