import { cp, mkdir, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import type { ClusterLayout, NodeLayout } from '../state/layout.ts';
import type { Component } from './component.ts';
import { moduleSources } from './module-sources.ts';
import { moduleDirectory, requiredVersion } from './pins.ts';

const MODULE = 'github.com/cilium/cilium';
const DIRECTORY = moduleDirectory('cilium');

/** Debian's directory with the compiler that turns Cilium's BPF sources into programs. */
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

/** Puts the compiler among the programs, in which the agent looks for it. */
export async function placeCompiler({ bin }: Pick<ClusterLayout, 'bin'>): Promise<void> {
  await Promise.all(COMPILER.map((tool) => symlink(join(LLVM, tool), join(bin, tool))));
}

/**
 * Puts files on a node, before it boots, at the usual paths of the agent and containerd: the BPF sources, to which the agent adds, and the CNI
 * plugin.
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
