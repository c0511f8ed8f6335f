import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import { ScsNetworkingError } from '../../../results-parsers/core/errors.ts';
import { cacheDirectory } from '../state/layout.ts';
import { type Engine, isCilium } from '../state/state.ts';
import { makeOnce } from './cached-artifact.ts';
import { LLVM } from './cilium.ts';

type Say = (line: string) => void;

interface Needed {
  readonly package: string;
  readonly command: string;
}

/** The Debian packages that the cluster needs, each with a file that proves that its content is installed, on any distribution. */
export const NEEDED: readonly Needed[] = [
  { package: 'bpftool', command: 'bpftool' },
  { package: 'buildah', command: 'buildah' },
  { package: 'conntrack', command: 'conntrack' },
  { package: 'containernetworking-plugins', command: '/usr/lib/cni/ptp' },
  { package: 'gcc', command: 'gcc' },
  { package: 'libc6-dev', command: '/usr/include/stdio.h' },
  { package: 'iproute2', command: 'ip' },
  { package: 'ipset', command: 'ipset' },
  { package: 'iptables', command: 'iptables' },
  { package: 'nftables', command: 'nft' },
  { package: 'openssl', command: 'openssl' },
  { package: 'runc', command: 'runc' },
  { package: 'tini', command: 'tini' },
  { package: 'util-linux', command: 'nsenter' },
];

/** Cilium's agent compiles its BPF programs on the node. */
export const NEEDED_BY_CILIUM: readonly Needed[] = [
  { package: 'clang-19', command: `${LLVM}/clang` },
  { package: 'llvm-19', command: `${LLVM}/llc` },
];

const PATH = `${process.env['PATH']}:/usr/local/sbin:/usr/sbin:/sbin`;

export async function isThere(command: string): Promise<boolean> {
  const test = command.startsWith('/') ? `test -e ${command}` : `command -v ${command}`;
  return (await execa('sh', ['-c', test], { env: { PATH }, reject: false })).exitCode === 0;
}

export async function missingPackages(engine: Engine): Promise<string[]> {
  const needed = isCilium(engine) ? [...NEEDED, ...NEEDED_BY_CILIUM] : NEEDED;
  const found = await Promise.all(needed.map(({ command }) => isThere(command)));
  return needed.filter((_, index) => !found[index]).map((each) => each.package);
}

/** Installs missing packages as root on Debian, after naming them; anywhere else it only names them. */
export async function ensurePackages(engine: Engine, say: Say): Promise<void> {
  const missing = await missingPackages(engine);
  const list = missing.join(' ');
  if (process.getuid?.() !== 0) {
    const also = missing.length > 0 ? `; root would also have to install the Debian packages ${list}` : '';
    throw new ScsNetworkingError(
      'USAGE',
      `expected to run as root, found another user: a Kubernetes node needs namespaces, mounts and cgroups${also}`,
    );
  }
  if (missing.length === 0) {
    return;
  }
  await installPackages(missing, say);
}

/** Installs packages as root on Debian; anywhere else it only names them. */
export async function installPackages(packages: readonly string[], say: Say): Promise<void> {
  const list = packages.join(' ');
  if (process.getuid?.() !== 0 || !(await isThere('apt-get'))) {
    const how = "install them, or your distribution's equivalents";
    throw new ScsNetworkingError('TOOL_MISSING', `expected the programs of these Debian packages: ${list}; ${how}`);
  }
  await installWithApt(packages, say);
}

/** People who read the output of `say` can still stop it. */
export async function installWithApt(packages: readonly string[], say: Say): Promise<void> {
  const list = packages.join(' ');
  say(`installing these Debian packages, which stay on this machine: ${list}`);
  try {
    const env = { DEBIAN_FRONTEND: 'noninteractive' };
    await execa('apt-get', ['update'], { env });
    await execa('apt-get', ['install', '--yes', '--no-install-recommends', ...packages], { env });
  } catch (cause) {
    const what = `expected apt-get to install ${list}, found that it failed; install them by hand`;
    throw new ScsNetworkingError('TOOL_FAILED', what, { cause });
  }
}

/**
 * Unpacks a program in the cache whose Debian package would start it as a service of this machine, together with the packages that it needs
 * and that are not installed either.
 * @returns the directory that stands for `/` of these packages; the empty string if the program is already installed
 */
export async function unpackedProgram(name: string): Promise<string> {
  if (await isThere(name)) return '';
  const root = join(cacheDirectory(), 'debian', name);
  await makeOnce(root, async (directory) => {
    const archives = join(directory, 'archives');
    await mkdir(join(archives, 'partial'), { recursive: true });
    try {
      await execa('apt-get', ['update']);
      const download = ['--download-only', '--option', `Dir::Cache::archives=${archives}`];
      await execa('apt-get', ['install', '--yes', '--no-install-recommends', ...download, name]);
      const packages = (await readdir(archives)).filter((file) => file.endsWith('.deb'));
      for (const file of packages) await execa('dpkg-deb', ['--extract', join(archives, file), directory]);
    } catch (cause) {
      const what = `expected apt-get to fetch the Debian package ${name}, found that it failed; install ${name} by hand`;
      throw new ScsNetworkingError('TOOL_MISSING', what, { cause });
    }
    await rm(archives, { recursive: true });
  });
  return root;
}
