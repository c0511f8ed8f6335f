import { Command, Option } from 'commander';
import { atWidth, wrapped } from '../../results-parsers/report/layout.ts';
import type { ImageList } from '../sonobuoy/images.ts';
import { print } from '../terminal.ts';
import type { Ending } from './exit-codes.ts';
import { type ClusterFlags, clusterOptions } from './options/cluster-options.ts';
import { registryOption } from './options/plugin-options.ts';
import { widthOf } from './process/look-on.ts';
import { resultOrEnding } from './run/result-or-ending.ts';

const FORMATS = ['text', 'json'] as const;

type ImagesFlags = ClusterFlags & { format: (typeof FORMATS)[number]; registry?: string };

const EXAMPLES = `
Examples:
  scs-networking images
  scs-networking images v1.36.3
  scs-networking images v1.36.3 --registry mirror.example.org/scs
  scs-networking images v1.36.3 --registry mirror.example.org/scs --format json |
    jq -r '.images[] | "docker://\\(.image) docker://\\(.mirror)"' |
    xargs -L1 skopeo copy --all

Without a version, the cluster's version is used. The version of Sonobuoy's image is
that of the sonobuoy in PATH. With --registry, the list also has the name under which
\`scs-networking run --registry\` pulls each image: below one path, with its own
name and tag.

Exit codes: 0, or 2 for an unknown version or a cluster that does not answer.`;

/** `finish` is called with how the command ended. */
export function imagesCommand(finish: (ending: Ending) => void): Command {
  const command = new Command('images')
    .description('list the images that a run pulls, for a mirror')
    .argument('[version]', 'version of Kubernetes, with its patch version')
    .addOption(registryOption())
    .addOption(new Option('--format <format>', 'how to print the list').choices(FORMATS).default('text'))
    .addHelpText('after', EXAMPLES);
  for (const option of clusterOptions()) if (option.long !== '--namespace') command.addOption(option);
  return command.action(async (version: string | undefined, flags: ImagesFlags) => {
    const { imageList } = await import('../sonobuoy/images.ts');
    const listed = await resultOrEnding(async () =>
      imageList(version ?? (await versionOfCluster(flags)), await versionOfSonobuoy(), flags.registry ?? null),
    );
    if ('ending' in listed) return finish('unusable');
    print({ text: await listText(listed.result), json: `${JSON.stringify(listed.result, null, 2)}\n` }[flags.format]);
  });
}

async function versionOfCluster({ kubeconfig, context }: ClusterFlags): Promise<string> {
  const { connectAsOperator } = await import('../cluster/operator-connection.ts');
  const { serverVersion } = await import('../cluster/sonobuoy-run.ts');
  return await serverVersion(connectAsOperator(kubeconfig, context));
}

/** The usual version if there is no sonobuoy, which listing does not need. */
async function versionOfSonobuoy(): Promise<string> {
  const { ScsNetworkingError } = await import('../../results-parsers/core/errors.ts');
  const { sonobuoyVersion, USUAL_SONOBUOY } = await import('../sonobuoy/version.ts');
  return await sonobuoyVersion().catch((error: unknown) => {
    if (error instanceof ScsNetworkingError) return USUAL_SONOBUOY;
    throw error;
  });
}

async function listText({ kubernetesVersion, sonobuoyVersion, images }: ImageList): Promise<string> {
  const { PAUSE_NOTE } = await import('../sonobuoy/images.ts');
  const lines = atWidth(widthOf(process.stdout), () => [
    `What a run on Kubernetes ${kubernetesVersion} with Sonobuoy ${sonobuoyVersion} pulls:`,
    '',
    ...images.flatMap(({ image, mirror, purpose }) => [
      image,
      ...(mirror === null ? [] : [`  -> ${mirror}`]),
      ...wrapped(purpose, '     '),
    ]),
    '',
    ...wrapped(PAUSE_NOTE, ''),
  ]);
  return `${lines.join('\n')}\n`;
}
