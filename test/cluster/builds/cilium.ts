import { cp, mkdir, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import type { ClusterLayout, NodeLayout } from '../state/layout.ts';
import type { CiliumEngine } from '../state/state.ts';
import type { Component } from './component.ts';
import type { ModulePatch } from './module-patches.ts';
import { moduleSources } from './module-sources.ts';
import { moduleDirectory, requiredVersion } from './pins.ts';

const MODULE = 'github.com/cilium/cilium';
const DIRECTORIES: Readonly<Record<CiliumEngine, string>> = {
  cilium: moduleDirectory('cilium'),
  'cilium-1.15': moduleDirectory('cilium-1.15'),
};

/** Debian's directory with the compiler that turns Cilium's BPF sources into programs. */
export const LLVM = '/usr/lib/llvm-19/bin';
const COMPILER = ['clang', 'llc', 'llvm-objcopy', 'llvm-strip'] as const;

const MODULES_FILE = 'fModules, err := os.Open(loadedModulesFilepath)\n';

/** 1.20 does not ask for it. */
const PATCHES_OF_1_15: readonly ModulePatch[] = [
  {
    module: MODULE,
    file: 'pkg/datapath/linux/modules/modules_linux.go',
    from: MODULES_FILE,
    to: `${MODULES_FILE}\tif errors.Is(err, os.ErrNotExist) {\n\t\treturn nil, nil\n\t}\n`,
    why: 'a kernel without modules has no /proc/modules, and the agent ends if it cannot read it; nothing else of it needs one here',
  },
];

/** Cilium's version, with `v`. */
export function ciliumVersion(engine: CiliumEngine): Promise<string> {
  return requiredVersion(DIRECTORIES[engine], MODULE);
}

/** The agent and the CNI plugin. */
export async function ciliumComponents(engine: CiliumEngine): Promise<Component[]> {
  const directory = DIRECTORIES[engine];
  const version = (await ciliumVersion(engine)).slice(1);
  const linkTimeValues = { [`${MODULE}/pkg/version.ciliumVersion`]: version };
  const patches = engine === 'cilium-1.15' ? { modulePatches: PATCHES_OF_1_15 } : {};
  return [
    { name: 'cilium-agent', directory, package: `${MODULE}/daemon`, linkTimeValues, ...patches },
    { name: 'cilium-cni', directory, package: `${MODULE}/plugins/cilium-cni`, linkTimeValues, ...patches },
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
export async function placeCilium(layout: NodeLayout, engine: CiliumEngine): Promise<void> {
  const sources = await moduleSources(DIRECTORIES[engine], MODULE);
  await cp(join(sources, 'bpf'), join(layout.varLib, 'cilium/bpf'), { recursive: true });
  const plugins = join(layout.varLib, 'cni/bin');
  await mkdir(plugins, { recursive: true });
  await symlink(join(layout.bin, 'cilium-cni'), join(plugins, 'cilium-cni'));
}

/** Directories with the manifests of Cilium's own resources. */
export async function ciliumResourceDefinitions(engine: CiliumEngine): Promise<string[]> {
  const definitions = join(await moduleSources(DIRECTORIES[engine], MODULE), 'pkg/k8s/apis/cilium.io/client/crds');
  return ['v2', 'v2alpha1'].map((version) => join(definitions, version));
}
