import { cp, mkdir, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import type { ClusterLayout, NodeLayout } from '../state/layout.ts';
import type { Component } from './component.ts';
import { moduleSources } from './go-build.ts';
import { moduleDirectory, requiredVersion } from './pins.ts';

const MODULE = 'github.com/cilium/cilium';
const DIRECTORY = moduleDirectory('cilium');

/** Where Debian has the compiler that turns Cilium's BPF sources into programs. */
export const LLVM = '/usr/lib/llvm-19/bin';
const COMPILER = ['clang', 'llc', 'llvm-objcopy', 'llvm-strip'] as const;

/** Cilium's version, with `v`. */
export function ciliumVersion(): Promise<string> {
  return requiredVersion(DIRECTORY, MODULE);
}

/** The agent and the CNI plugin. */
export async function ciliumComponents(): Promise<Component[]> {
  const version = (await ciliumVersion()).slice(1);
  const linkTimeValues = { [`${MODULE}/pkg/version.ciliumVersion`]: version };
  return [
    { name: 'cilium-agent', directory: DIRECTORY, package: `${MODULE}/daemon`, linkTimeValues },
    { name: 'cilium-cni', directory: DIRECTORY, package: `${MODULE}/plugins/cilium-cni`, linkTimeValues },
  ];
}

/** Puts the compiler among the programs, where the agent looks for it. */
export async function placeCompiler({ bin }: Pick<ClusterLayout, 'bin'>): Promise<void> {
  await Promise.all(COMPILER.map((tool) => symlink(join(LLVM, tool), join(bin, tool))));
}

/**
 * Puts on a node what the agent and containerd look for at their usual places: the BPF sources, which the agent adds to, and the CNI
 * plugin. Before boot.
 */
export async function placeCilium(layout: NodeLayout): Promise<void> {
  const sources = await moduleSources(DIRECTORY, MODULE);
  await cp(join(sources, 'bpf'), join(layout.varLib, 'cilium/bpf'), { recursive: true });
  const plugins = join(layout.varLib, 'cni/bin');
  await mkdir(plugins, { recursive: true });
  await symlink(join(layout.bin, 'cilium-cni'), join(plugins, 'cilium-cni'));
}

/** Directories with the manifests of Cilium's own resources. */
export async function ciliumResourceDefinitions(): Promise<string[]> {
  const definitions = join(await moduleSources(DIRECTORY, MODULE), 'pkg/k8s/apis/cilium.io/client/crds');
  return ['v2', 'v2alpha1'].map((version) => join(definitions, version));
}
