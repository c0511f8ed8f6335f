import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { chmod, copyFile, mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { Command } from 'commander';
import { create } from 'tar';
import manifest from '../package.json' with { type: 'json' };
import { install } from '../src/runner/installation.ts';

const ROOT = join(import.meta.dirname, '..');

/** What Go, and so Kubernetes and its images, call the architectures of Node.js. */
const ARCHITECTURES = new Map([
  ['x64', 'amd64'],
  ['arm64', 'arm64'],
]);

/** A command of the package; `NAME-scs` is the command `scs` of the command line. */
function startScript(command: string, file: string): string {
  const subcommand = command.slice(manifest.name.length).replace('-', ' ');
  return `#!/bin/sh
# Starts the command line with the Node.js, the loader and the libraries beside this file.
here=$(dirname "$(readlink -f "$0")")
exec "$here/loader" --library-path "$here/lib" "$here/node" "$here/${file}"${subcommand} "$@"
`;
}

/** Makes a directory with all that the command line needs on this architecture: what the image has, a script for each command, the licence. */
async function fill(directory: string): Promise<void> {
  install(ROOT, directory);
  for (const [command, file] of Object.entries(manifest.bin)) {
    await writeFile(join(directory, command), startScript(command, file));
    await chmod(join(directory, command), 0o755);
  }
  await copyFile(join(ROOT, 'LICENSE'), join(directory, 'LICENSE'));
}

/** Packs a directory: the same files give the same bytes, whenever, wherever and by whomever they are packed. */
export async function pack(parent: string, directory: string, file: string): Promise<void> {
  const entries = await readdir(join(parent, directory), { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const paths = files.map((path) => path.slice(parent.length + 1)).sort();
  await create({ cwd: parent, file, gzip: true, portable: true, mtime: new Date(0) }, paths);
}

/** The SHA-256 of each package in a directory, as `sha256sum --check` reads them. */
async function checksums(directory: string): Promise<string> {
  const packages = (await readdir(directory)).filter((name) => /\.(?:tar\.gz|tgz)$/.test(name)).sort();
  const lines = packages.map(async (name) => {
    const hash = createHash('sha256');
    await pipeline(createReadStream(join(directory, name)), hash);
    return `${hash.digest('hex')}  ${name}\n`;
  });
  return (await Promise.all(lines)).join('');
}

async function tarball(into: string): Promise<string> {
  const name = `${manifest.name}-${manifest.version}`;
  const architecture = ARCHITECTURES.get(process.arch) ?? process.arch;
  const file = join(into, `${name}-linux-${architecture}.tar.gz`);
  const staging = await mkdtemp(join(tmpdir(), `${manifest.name}-tarball-`));
  try {
    await mkdir(into, { recursive: true });
    await fill(join(staging, name));
    await pack(staging, name, file);
    await writeFile(join(into, 'SHA256SUMS'), await checksums(into));
  } finally {
    await rm(staging, { recursive: true, force: true });
  }
  return file;
}

if (import.meta.main) {
  await new Command('tarball')
    .description(
      'Packs the command line with the Node.js that runs this, for machines of the same architecture that have none, and writes the checksums of all packages in the directory.',
    )
    .argument('[directory]', 'where to write', 'release')
    .addHelpText('after', '\nExamples:\n  npm run tarball\n  npm run tarball -- /tmp/release\n')
    .action(async (directory: string) => void process.stdout.write(`${await tarball(resolve(directory))}\n`))
    .parseAsync();
}
