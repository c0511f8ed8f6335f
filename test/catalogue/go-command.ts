import { tmpdir } from 'node:os';
import { execa } from 'execa';
import * as z from 'zod';
import { ScsNetworkingError } from '../../results-parsers/core/errors.ts';

/** How to call `go` for requests to the module proxy. A preview of a release may need a newer Go, which `go` then fetches. */
export interface GoCommand {
  readonly environment: Readonly<Record<string, string>>;
}

async function go({ environment }: GoCommand, args: readonly string[], cwd: string) {
  return await execa('go', args, {
    cwd,
    reject: false,
    env: { GOFLAGS: '', GOWORK: 'off', GOTOOLCHAIN: 'auto', ...environment },
  });
}

const Versions = z.object({ Versions: z.array(z.string()).default([]) });

/** The versions of a module that the proxy lists. */
export async function listedVersions(command: GoCommand, module: string): Promise<string[]> {
  const { exitCode, stdout, stderr } = await go(command, ['list', '-m', '-versions', '-json', module], tmpdir());
  if (exitCode === 0) return Versions.parse(JSON.parse(stdout)).Versions;
  throw new ScsNetworkingError(
    'USAGE',
    `expected the module proxy to list the versions of ${module}, found: ${lastLine(stderr)}; name a release with --release`,
  );
}

const Download = z.object({ Dir: z.string(), GoMod: z.string(), Sum: z.string() });
const Failure = z.object({ Error: z.string() });
export type DownloadedSources = z.infer<typeof Download>;

/** The sources of a module in one version. */
export async function downloaded(command: GoCommand, module: string, version: string): Promise<DownloadedSources> {
  const { exitCode, stdout, stderr } = await go(
    command,
    ['mod', 'download', '-json', `${module}@${version}`],
    tmpdir(),
  );
  if (exitCode === 0) return Download.parse(JSON.parse(stdout));
  const why = stdout === '' ? lastLine(stderr) : Failure.parse(JSON.parse(stdout)).Error;
  throw new ScsNetworkingError('USAGE', `expected the module proxy to serve ${module} ${version}, found: ${why}`);
}

/** The modules, as `module@version`, that the proxy does not serve. */
export async function notServed(command: GoCommand, modules: readonly string[]): Promise<string[]> {
  const format = '{{if .Error}}{{.Path}}@{{.Version}}{{end}}';
  const { stdout } = await go(command, ['list', '-m', '-e', '-f', format, ...modules], tmpdir());
  return stdout.split('\n').filter((line) => line !== '');
}

const Module = z.object({ Path: z.string(), Version: z.string().optional() });
const GoMod = z.object({
  Go: z.string(),
  Require: z.array(Module).default([]),
  Replace: z
    .array(z.object({ Old: Module, New: Module }))
    .nullable()
    .default([]),
  Tool: z.array(Module).nullish(),
});
export type GoMod = z.infer<typeof GoMod>;

export async function readGoMod(command: GoCommand, file: string): Promise<GoMod> {
  const { stdout } = await go(command, ['mod', 'edit', '-json', file], tmpdir());
  return GoMod.parse(JSON.parse(stdout));
}

/** Completes a go.mod and its go.sum. */
export async function tidied(command: GoCommand, directory: string): Promise<void> {
  const { exitCode, stderr } = await go(command, ['mod', 'tidy'], directory);
  if (exitCode === 0) return;
  throw new ScsNetworkingError('USAGE', `expected \`go mod tidy\` to succeed in ${directory}, found: ${stderr}`);
}

function lastLine(text: string): string {
  return text.trim().split('\n').at(-1) ?? '';
}
