import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import * as z from 'zod';
import { parseKubernetesVersion } from '../../results-parsers/standard/kubernetes-version.ts';
import { moduleSources } from '../cluster/builds/module-sources.ts';

const HERE = import.meta.dirname;
export const KUBERNETES = 'k8s.io/kubernetes';

/** A minor version of Kubernetes and the release whose sources are pinned for it, such as `v1.36.3`. */
export interface PinnedKubernetes {
  readonly minor: string;
  readonly release: string;
}

/** The versions that go.sum pins, the oldest first. */
export async function pinnedKubernetes(): Promise<PinnedKubernetes[]> {
  return pinsIn(await readFile(join(HERE, 'go.sum'), 'utf8')).map(({ minor, release }) => ({ minor, release }));
}

/** The same for the text of a go.sum, each version with its line. */
export function pinsIn(sums: string): (PinnedKubernetes & { readonly line: string })[] {
  return sums
    .split('\n')
    .map((line) => ({ line, words: line.split(' ') }))
    .filter(({ words: [module] }) => module === KUBERNETES)
    .flatMap(({ line, words: [, version = ''] }) => {
      const parsed = parseKubernetesVersion(version);
      return parsed === undefined ? [] : [{ minor: parsed.minor, release: parsed.release, line }];
    })
    .sort((a, b) => a.minor.localeCompare(b.minor, 'en', { numeric: true }));
}

/** The path of the pinned sources, which are downloaded if needed. The go command rejects any that go.sum does not pin. */
export async function kubernetesSources({ release }: PinnedKubernetes): Promise<string> {
  return await moduleSources(HERE, `${KUBERNETES}@${release}`, { GOTOOLCHAIN: 'auto' });
}

const SourceFacts = z.strictObject({
  /** The full names of the NetworkPolicy specs, in the order of the sources. */
  names: z.array(z.string().min(1)).min(1),
  /** Tags of the images of the specs' pods and of pod sandboxes. */
  agnhost: z.string(),
  pause: z.string(),
  /** The most pods that one spec has at a time. */
  podsPerSpec: z.int().positive(),
});
/** What the sources of Kubernetes say about its NetworkPolicy specs. */
export type SourceFacts = z.infer<typeof SourceFacts>;

export async function factsIn(sources: string): Promise<SourceFacts> {
  const { stdout } = await execa('go', ['run', '.', sources], { cwd: HERE, env: { GOFLAGS: '', GOWORK: 'off' } });
  return SourceFacts.parse(JSON.parse(stdout));
}

/** What the catalogue says about a release. */
export function catalogueMinorOf({ minor, release }: PinnedKubernetes, { agnhost, podsPerSpec }: SourceFacts) {
  return { minor, release, isPreview: release.includes('-'), agnhost, podsPerSpec };
}
