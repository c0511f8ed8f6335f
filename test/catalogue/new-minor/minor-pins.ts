import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type GoCommand, type GoMod, notServed, readGoMod } from '../go-command.ts';
import { KUBERNETES, type SourceFacts } from '../kubernetes-sources.ts';

const GINKGO = 'github.com/onsi/ginkgo/v2';
const STAGING = './staging/';

/** The modules of a release that the test cluster needs, or those of them that the proxy does not serve. */
export interface MinorPins {
  readonly goMod: string;
  readonly missing: readonly string[];
}

/** The pins of a release, from its own go.mod and the tools of the newest version with pins, whose directory is `newestPins`. */
export async function pinsOfRelease(
  command: GoCommand,
  { release, goModFile, newestPins }: { release: string; goModFile: string; newestPins: string },
): Promise<MinorPins> {
  const own = await readGoMod(command, goModFile);
  const { Tool: tools, Replace: before } = await readGoMod(command, join(newestPins, 'go.mod'));
  const sums = await readFile(join(newestPins, 'go.sum'), 'utf8');
  const staging = stagingModules(own);
  const version = release.replace(/^v1\./, 'v0.');
  return {
    goMod: goModText({ go: own.Go, tools: (tools ?? []).map(({ Path }) => Path), staging, version, release, own }),
    missing: await notServed(
      command,
      staging
        .filter((module) =>
          isNeeded(
            module,
            (before ?? []).map(({ Old }) => Old.Path),
            sums,
          ),
        )
        .map((module) => `${module}@${version}`),
    ),
  };
}

/** Whether the version before has sums of a module, or did not have the module: some modules of Kubernetes are samples that nothing here needs. */
function isNeeded(module: string, before: readonly string[], sums: string): boolean {
  return !before.includes(module) || sums.includes(`${module} v`);
}

/** The modules that Kubernetes keeps in its own repository and publishes separately. */
function stagingModules({ Replace: replaced }: GoMod): string[] {
  return (replaced ?? []).filter(({ New }) => New.Path.startsWith(STAGING)).map(({ Old }) => Old.Path);
}

function goModText(of: {
  go: string;
  tools: readonly string[];
  staging: readonly string[];
  version: string;
  release: string;
  own: GoMod;
}): string {
  const ginkgo = of.own.Require.find(({ Path }) => Path === GINKGO)?.Version ?? '';
  const block = (name: string, lines: readonly string[]): string =>
    `\n${name} (\n${lines.map((line) => `\t${line}\n`).join('')})\n`;
  return [
    'module scs-networking.test/kubernetes\n',
    `\ngo ${of.go}\n`,
    `\ngodebug default=go${of.go.split('.').slice(0, 2).join('.')}\n`,
    block('require', [`${GINKGO} ${ginkgo}`, `${KUBERNETES} ${of.release}`]),
    block('tool', of.tools),
    block(
      'replace',
      of.staging.map((module) => `${module} => ${module} ${of.version}`),
    ),
  ].join('');
}

/** Writes the pins, except for what `go mod tidy` adds to them. @returns their directory */
export async function writePins(
  root: string,
  minor: string,
  { goMod }: MinorPins,
  { agnhost, pause }: SourceFacts,
): Promise<string> {
  const directory = join(root, 'test/cluster/modules/kubernetes', minor);
  await mkdir(directory, { recursive: true });
  await writeFile(join(directory, 'go.mod'), goMod);
  await writeFile(join(directory, 'images.json'), `${JSON.stringify({ agnhost, pause }, null, 2)}\n`);
  return directory;
}
