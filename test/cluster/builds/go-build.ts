import { mkdir, mkdtemp, readFile, rename, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { execa } from 'execa';
import { ScsNetworkingError } from '../../../results-parsers/core/errors.ts';
import { cacheDirectory } from '../state/layout.ts';
import { exists, keyOf } from './cached-artifact.ts';
import type { Component } from './component.ts';
import { patchFlags } from './go-patches.ts';
import { modulePatchFlags } from './module-patches.ts';
import { GO_ENVIRONMENT } from './module-sources.ts';

/** A component with its path in the cache, whether it has been built yet or not. */
export interface CachedBinary {
  readonly component: Component;
  readonly path: string;
  readonly key: string;
}

// Everything that differs between two builds of the same pins must be in the key, and so must everything else that reaches the compiler.
// These programs are not debugged: without DWARF the compiler is a tenth faster.
const BUILD_FLAGS = ['-trimpath', '-buildvcs=false', '-gcflags=all=-dwarf=false'] as const;
// Settings of the compiler's own memory, which do not change its output: it collects garbage only from 2 GiB on.
const COMPILER_MEMORY = { GOGC: 'off', GOMEMLIMIT: '2GiB' } as const;

export async function goVersion(): Promise<string> {
  try {
    return (await execa('go', ['env', 'GOVERSION', 'GOOS', 'GOARCH'], { env: GO_ENVIRONMENT })).stdout;
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
    isProgram(component) ? await readFile(component.package) : component.package,
    component.isTest ? 'test' : 'command',
    JSON.stringify(component.linkTimeValues),
    ...BUILD_FLAGS,
    ...pins,
    ...(component.tags ?? []),
    ...[...(component.goPatches ?? []), ...(component.modulePatches ?? [])].map((patch) => JSON.stringify(patch)),
  ]);
  return { component, key, path: join(cacheDirectory(), 'bin', `${component.name}-${key}`) };
}

/** Whether the component's package is a single Go file. */
function isProgram(component: Component): boolean {
  return component.package.endsWith('.go');
}

export async function isBuilt(binary: CachedBinary): Promise<boolean> {
  return exists(binary.path);
}

/** Binaries that one call of `go` builds. It links them side by side. */
export type BuildBatch = readonly [CachedBinary, ...CachedBinary[]];

/** Groups binaries into batches, in their order. The binaries of a batch have the same pins, flags and values. */
export function buildBatches(binaries: readonly CachedBinary[]): BuildBatch[] {
  const batches = new Map<string, BuildBatch>();
  for (const binary of binaries) {
    const { name, directory, linkTimeValues, tags, goPatches, modulePatches, isTest } = binary.component;
    // `go test -c`, and a Go file instead of a package, make one binary each.
    const own = isTest || isProgram(binary.component) ? name : null;
    const key = JSON.stringify([directory, linkTimeValues, tags, goPatches, modulePatches, own]);
    const [first, ...others] = batches.get(key) ?? [binary];
    batches.set(key, first === binary ? [binary] : [first, ...others, binary]);
  }
  return [...batches.values()];
}

/** Builds the binaries of a batch. Each appears in the cache whole or not at all. */
export async function buildBatch(batch: BuildBatch): Promise<void> {
  const [{ component }] = batch;
  const { directory, linkTimeValues, tags = [], goPatches = [], modulePatches = [], isTest } = component;
  const values = Object.entries(linkTimeValues).map(([name, value]) => `-X ${name}=${value}`);
  const linker = ['-s', '-w', ...values].join(' ');
  // vet would check some 2,800 packages of a test binary.
  const command = isTest ? ['test', '-c', '-vet=off'] : ['build'];
  const names = batch.map((binary) => binary.component.name).join(', ');
  const packages = batch.map((binary) => binary.component.package);
  await mkdir(join(cacheDirectory(), 'bin'), { recursive: true });
  const workplace = await mkdtemp(join(cacheDirectory(), 'bin', 'building-'));
  try {
    const flags = [
      ...[...BUILD_FLAGS, '-tags', tags.join(',')],
      ...(await patchFlags(goPatches, join(workplace, 'go'))),
      ...(await modulePatchFlags(modulePatches, directory, join(workplace, 'modules'))),
    ];
    const output = join(workplace, 'built');
    // With several packages, go wants a directory, in which it names the binaries after their packages.
    if (batch.length > 1) await mkdir(output);
    await execa('go', [...command, ...flags, '-ldflags', linker, '-o', output, ...packages], {
      cwd: directory,
      env: { ...GO_ENVIRONMENT, ...COMPILER_MEMORY },
      all: true,
    });
    for (const binary of batch) {
      const built = batch.length > 1 ? join(output, basename(binary.component.package)) : output;
      await rename(built, binary.path);
    }
  } catch (cause) {
    if (cause instanceof ScsNetworkingError) throw cause;
    throw new ScsNetworkingError('TOOL_FAILED', `expected ${names} to build from ${directory}`, { cause });
  } finally {
    await rm(workplace, { recursive: true, force: true });
  }
}
