import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import * as z from 'zod';
import { parseKubernetesVersion } from '../../results-parsers/standard/kubernetes-version.ts';
import { moduleSources } from '../cluster/go-build.ts';

const HERE = import.meta.dirname;
const KUBERNETES = 'k8s.io/kubernetes';

/** A minor version of Kubernetes and the release whose sources are pinned for it, such as `v1.36.3`. */
export interface PinnedKubernetes {
  readonly minor: string;
  readonly release: string;
}

/** What go.sum pins, the oldest first. */
export async function pinnedKubernetes(): Promise<PinnedKubernetes[]> {
  const sums = await readFile(join(HERE, 'go.sum'), 'utf8');
  return sums
    .split('\n')
    .map((line) => line.split(' '))
    .filter(([module]) => module === KUBERNETES)
    .flatMap(([, version = '']) => parseKubernetesVersion(version) ?? [])
    .map(({ minor, release }) => ({ minor, release }))
    .sort((a, b) => a.minor.localeCompare(b.minor, 'en', { numeric: true }));
}

/** Where the pinned sources lie, downloaded if need be. The go command refuses others than go.sum pins. */
export async function kubernetesSources({ release }: PinnedKubernetes): Promise<string> {
  return await moduleSources(HERE, `${KUBERNETES}@${release}`);
}

const Names = z.array(z.string().min(1)).min(1);

/** The full names of the NetworkPolicy specs in a directory with the sources of Kubernetes, in their order. */
export async function specNamesIn(sources: string): Promise<string[]> {
  const { stdout } = await execa('go', ['run', '.', sources], { cwd: HERE, env: { GOFLAGS: '', GOWORK: 'off' } });
  return Names.parse(JSON.parse(stdout));
}
