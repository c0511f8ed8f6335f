import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { coreDnsVersion } from './components.ts';
import type { KubernetesVersion } from './kubernetes-version.ts';
import { moduleSources } from './module-sources.ts';
import type { SonobuoyVersion } from './sonobuoy-version.ts';

/** A file of an image: a binary from the cache by its component's name, or a file of a module's sources. */
export interface ImageFile {
  readonly to: string;
  readonly mode: string;
  readonly component?: string;
  readonly source?: string;
}

/** An image that is built FROM scratch, with the name that the cluster's pods use. */
export interface ImageRecipe {
  readonly reference: string;
  readonly files: readonly ImageFile[];
  /** Directories that the image's processes need to find, with their modes. */
  readonly directories?: readonly { readonly path: string; readonly mode: string }[];
  readonly config: readonly string[];
  /** A C file to compile statically into the image: the upstream pause. */
  readonly compile?: { readonly source: string; readonly to: string; readonly defines: readonly string[] };
}

const binary = (component: string, to: string): ImageFile => ({ component, to, mode: '0755' });

/** The images of a cluster, each under its public name, so that the upstream manifests and specs work unchanged. */
export async function imageRecipes(kubernetes: KubernetesVersion, sonobuoy: SonobuoyVersion): Promise<ImageRecipe[]> {
  const sources = await moduleSources(kubernetes.directory, 'k8s.io/kubernetes');
  const { agnhost, pause } = kubernetes.images;
  return [
    {
      reference: pauseReference(kubernetes),
      files: [],
      compile: {
        source: join(sources, 'build/pause/linux/pause.c'),
        to: '/pause',
        defines: [`VERSION=v${pause}-test`],
      },
      config: ['USER 65535:65535', 'ENTRYPOINT ["/pause"]'],
    },
    {
      reference: `registry.k8s.io/e2e-test-images/agnhost:${agnhost}`,
      files: [
        binary('agnhost', '/agnhost'),
        ...['localhost.crt', 'localhost.key'].map((file) => ({
          source: join(sources, 'test/images/agnhost/porter', file),
          to: `/${file}`,
          mode: '0644',
        })),
      ],
      directories: [{ path: '/tmp', mode: '1777' }],
      config: ['ENTRYPOINT ["/agnhost"]', 'CMD ["pause"]'],
    },
    {
      reference: `registry.k8s.io/conformance:${kubernetes.version}`,
      files: [
        ...['ginkgo', 'e2e.test', 'kubectl'].map((name) => binary(name, `/usr/local/bin/${name}`)),
        // The same program under its name and its two old ones; Sonobuoy's own e2e plugin starts /run_e2e.sh.
        binary('go-runner', '/usr/local/bin/kubeconformance'),
        binary('go-runner', '/run_e2e.sh'),
        binary('go-runner', '/gorunner'),
      ],
      directories: [{ path: '/tmp', mode: '1777' }],
      config: [
        'ENV PATH=/usr/local/bin E2E_FOCUS="\\\\[Conformance\\\\]" E2E_SKIP="" E2E_PROVIDER=local E2E_PARALLEL=1 E2E_VERBOSITY=4',
        'ENV RESULTS_DIR=/tmp/results KUBECONFIG=""',
        'ENTRYPOINT ["kubeconformance"]',
      ],
    },
    {
      reference: `docker.io/sonobuoy/sonobuoy:${sonobuoy.version}`,
      files: [binary('sonobuoy', '/sonobuoy')],
      directories: [{ path: '/tmp', mode: '1777' }],
      config: ['USER 65532:65532', 'WORKDIR /', 'ENTRYPOINT ["/sonobuoy"]'],
    },
    {
      reference: await coreDnsReference(),
      files: [binary('coredns', '/coredns')],
      config: ['ENTRYPOINT ["/coredns"]'],
    },
  ];
}

export function pauseReference(kubernetes: KubernetesVersion): string {
  return `registry.k8s.io/pause:${kubernetes.images.pause}`;
}

export async function coreDnsReference(): Promise<string> {
  return `registry.k8s.io/coredns/coredns:${await coreDnsVersion()}`;
}

/** The parts of an image that are not binaries of components: sources that come with a module. */
export async function sourceContents(recipe: ImageRecipe): Promise<Uint8Array[]> {
  const sources = [...recipe.files.map((file) => file.source), recipe.compile?.source];
  return Promise.all(sources.filter((source) => source !== undefined).map((source) => readFile(source)));
}
