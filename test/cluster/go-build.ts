import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import * as z from 'zod';
import { ScsNetworkingError } from '../../results-parsers/errors.ts';
import { exists, keyOf, makeOnce } from './cached-artifact.ts';
import type { Component } from './components.ts';
import { patchFlags } from './go-patches.ts';
import { cacheDirectory } from './layout.ts';

/** A component whose place in the cache is known, whether it has been built yet or not. */
export interface CachedBinary {
  readonly component: Component;
  readonly path: string;
  readonly key: string;
}

// What differs between two builds of the same pins must be in the key; so must whatever else reaches the compiler.
const BUILD_FLAGS = ['-trimpath', '-buildvcs=false'] as const;
const BUILD_ENVIRONMENT = { CGO_ENABLED: '0', GOFLAGS: '', GOTOOLCHAIN: 'local', GOWORK: 'off' } as const;

export async function goVersion(): Promise<string> {
  try {
    return (await execa('go', ['env', 'GOVERSION', 'GOOS', 'GOARCH'], { env: BUILD_ENVIRONMENT })).stdout;
  } catch (cause) {
    throw new ScsNetworkingError(
      'TOOL_MISSING',
      'expected Go 1.26 or newer as `go` in PATH, found none; the test cluster is built from Go modules, so install Go',
      { cause },
    );
  }
}

export async function locateBinary(component: Component, toolchain: string): Promise<CachedBinary> {
  const pins = await Promise.all(['go.mod', 'go.sum'].map((file) => readFile(join(component.directory, file))));
  const key = keyOf([
    toolchain,
    component.package,
    component.isTest ? 'test' : 'command',
    JSON.stringify(component.linkTimeValues),
    ...BUILD_FLAGS,
    ...pins,
    ...(component.goPatches ?? []).map((patch) => JSON.stringify(patch)),
  ]);
  return { component, key, path: join(cacheDirectory(), 'bin', `${component.name}-${key}`) };
}

export async function isBuilt(binary: CachedBinary): Promise<boolean> {
  return exists(binary.path);
}

export async function buildBinary({ component, path }: CachedBinary): Promise<void> {
  const values = Object.entries(component.linkTimeValues).map(([name, value]) => `-X ${name}=${value}`);
  const linker = ['-s', '-w', ...values].join(' ');
  // vet would look at some 2,800 packages of a test binary.
  const command = component.isTest ? ['test', '-c', '-vet=off'] : ['build'];
  await makeOnce(path, async (output) => {
    const patched = `${output}.go`;
    try {
      const flags = [...BUILD_FLAGS, ...(await patchFlags(component.goPatches ?? [], patched))];
      await execa('go', [...command, ...flags, '-ldflags', linker, '-o', output, component.package], {
        cwd: component.directory,
        env: BUILD_ENVIRONMENT,
        all: true,
      });
    } catch (cause) {
      if (cause instanceof ScsNetworkingError) throw cause;
      throw new ScsNetworkingError('TOOL_FAILED', `expected ${component.name} to build from ${component.directory}`, {
        cause,
      });
    } finally {
      await rm(patched, { recursive: true, force: true });
    }
  });
}

const DownloadedModule = z.object({ Dir: z.string().min(1) });

/** Where a module's own sources lie, downloaded if need be: some images hold files from there. */
export async function moduleSources(directory: string, module: string): Promise<string> {
  const { stdout } = await execa('go', ['mod', 'download', '-json', module], {
    cwd: directory,
    env: BUILD_ENVIRONMENT,
  });
  return DownloadedModule.parse(JSON.parse(stdout)).Dir;
}
