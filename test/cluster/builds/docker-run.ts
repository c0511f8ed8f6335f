import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { parseArgs } from 'node:util';
import * as z from 'zod';

// `docker run` for one image that is unpacked in a directory, with runc and without a daemon: FILE run [OPTION ...] IMAGE [ARGUMENT ...]

/** The parts of an image's configuration that matter when it is started. */
export const ImageConfiguration = z.object({
  User: z.string(),
  Env: z.array(z.string()),
  Entrypoint: z.array(z.string()),
});

/** An image with its configuration and the path of its files. */
export const UnpackedImage = z.object({ reference: z.string(), files: z.string(), configuration: ImageConfiguration });
export type UnpackedImage = z.infer<typeof UnpackedImage>;

const OPTIONS = {
  rm: { type: 'boolean' },
  interactive: { type: 'boolean', short: 'i' },
  'read-only': { type: 'boolean' },
  network: { type: 'string' },
  'cap-drop': { type: 'string' },
  volume: { type: 'string', short: 'v', multiple: true, default: [] as string[] },
} as const;

/** The bundle's configuration (the OCI's runtime specification). A container has no capabilities and no network here, whatever the options. */
function bundleOf({ reference, files, configuration }: UnpackedImage, given: readonly string[]): object {
  const { tokens } = parseArgs({
    args: [...given],
    options: OPTIONS,
    allowPositionals: true,
    strict: false,
    tokens: true,
  });
  const image = tokens.find(({ kind }) => kind === 'positional')?.index ?? given.length;
  if (given[image] !== reference) throw new Error(`expected the image ${reference}, found ${given[image] ?? 'none'}`);
  const { values } = parseArgs({ args: given.slice(0, image), options: OPTIONS });
  const [uid, gid] = configuration.User.split(':').map(Number);
  return {
    ociVersion: '1.0.2',
    process: {
      user: { uid, gid },
      args: [...configuration.Entrypoint, ...given.slice(image + 1)],
      env: configuration.Env,
      cwd: '/',
      capabilities: {},
      noNewPrivileges: true,
    },
    root: { path: files, readonly: values['read-only'] ?? false },
    mounts: [
      { destination: '/proc', type: 'proc', source: 'proc' },
      { destination: '/dev', type: 'tmpfs', source: 'tmpfs', options: ['nosuid', 'mode=755'] },
      ...values.volume.map((volume) => {
        const [source, destination, mode = 'rw'] = volume.split(':');
        return { destination, type: 'bind', source, options: ['bind', mode] };
      }),
    ],
    linux: { namespaces: ['pid', 'network', 'ipc', 'uts', 'mount'].map((type) => ({ type })) },
  };
}

function run(image: UnpackedImage, given: readonly string[]): void {
  const bundle = mkdtempSync(join(tmpdir(), 'scs-networking-container-'));
  try {
    writeFileSync(join(bundle, 'config.json'), JSON.stringify(bundleOf(image, given)));
    const state = join(bundle, 'state');
    execFileSync('runc', ['--root', state, 'run', '--bundle', bundle, basename(bundle)], { stdio: 'inherit' });
  } catch (error) {
    if (!(error instanceof Error && 'status' in error && typeof error.status === 'number')) throw error;
    process.exitCode = error.status;
  } finally {
    rmSync(bundle, { recursive: true, force: true });
  }
}

if (import.meta.main) {
  const [described = '', command, ...args] = process.argv.slice(2);
  if (command !== 'run') throw new Error(`expected docker run, found docker ${command ?? ''}`);
  run(UnpackedImage.parse(JSON.parse(described)), args);
}
