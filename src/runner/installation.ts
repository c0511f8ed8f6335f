import { chmodSync, copyFileSync, cpSync, existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import * as z from 'zod';
import { ScsNetworkingError } from '../../results-parsers/core/errors.ts';

/** A C library's dynamic loader: /lib64/ld-linux-x86-64.so.2, /lib/ld-linux-aarch64.so.1. */
const LOADER = /^ld-linux[^/]*\.so\.\d+$/;

const Report = z.object({ sharedObjects: z.array(z.string()) });

/** The files that node needs to start if nothing else is installed. */
export interface RuntimeFiles {
  readonly node: string;
  readonly loader: string;
  readonly libraries: readonly string[];
}

/** The running node, its dynamic loader and its libraries, as this process has them loaded. */
export function runtimeFiles(): RuntimeFiles {
  Object.assign(process.report, { excludeNetwork: true }); // else it looks up host names
  const { sharedObjects } = Report.parse(process.report.getReport());
  const files = sharedObjects.filter((path) => path.startsWith('/'));
  const loader = files.find((path) => LOADER.test(basename(path)));
  if (loader === undefined) {
    const found = files.join(', ') || 'no library at all';
    throw new ScsNetworkingError(
      'USAGE',
      `Expected a node that is linked to the GNU C library, found ${process.execPath} with ${found}. Use an image such as node:24-bookworm-slim.`,
    );
  }
  return { node: process.execPath, loader, libraries: files.filter((path) => path !== loader) };
}

/**
 * Makes `target` a directory from which the runner starts in any image of the same architecture, without a shell and without any file
 * of that image: `target/loader --library-path target/lib target/node target/dist/runner.js`.
 *
 * @param source the directory above the bundle. If it is such a directory itself, it is copied, else the running node is added.
 */
export function install(source: string, target: string): void {
  process.umask(0o022);
  mkdirSync(target, { recursive: true, mode: 0o755 });
  if (existsSync(join(source, 'loader'))) {
    for (const part of ['loader', 'lib', 'node', 'dist', 'package.json']) {
      cpSync(join(source, part), join(target, part), { recursive: true, dereference: true });
    }
    makeReadable(target);
    return;
  }
  const { node, loader, libraries } = runtimeFiles();
  const copyProgram = (from: string, to: string): void => {
    mkdirSync(dirname(to), { recursive: true });
    copyFileSync(from, to);
  };
  copyProgram(node, join(target, 'node'));
  copyProgram(loader, join(target, 'loader'));
  for (const library of libraries) copyProgram(library, join(target, 'lib', basename(library)));
  cpSync(join(source, 'dist'), join(target, 'dist'), { recursive: true });
  // The bundle is made of ES modules; node learns that from the nearest package.json.
  writeFileSync(join(target, 'package.json'), '{ "type": "module" }\n');
  makeReadable(target);
}

/** The image's user and the pod's are not who built the image, whatever modes the files had there. */
function makeReadable(directory: string): void {
  for (const entry of readdirSync(directory, { withFileTypes: true })) {
    const path = join(directory, entry.name);
    chmodSync(path, 0o755);
    if (entry.isDirectory()) makeReadable(path);
  }
}
