import { readdir, readFile } from 'node:fs/promises';
import { execa } from 'execa';
import * as z from 'zod';
import { exists } from '../builds/cached-artifact.ts';
import { clusterLayout } from '../state/layout.ts';
import { processesOf } from './cgroups.ts';

/** The remains of a cluster on the machine: cgroups, processes in them, files, mounts. */
export async function tracesOf(name: string): Promise<string[]> {
  const found = await execa('find', [
    ...['/sys/fs/cgroup', '-maxdepth', '2'],
    ...['(', '-name', `scs-networking-${name}`, '-o', '-name', `scs-networking-${name}.*`, ')'],
  ]);
  const mounts = await readFile('/proc/mounts', 'utf8');
  const { root } = clusterLayout(name);
  return [
    ...found.stdout.split('\n').filter((line) => line !== ''),
    ...(await processesOf(name)).map((pid) => `process ${pid}`),
    ...((await exists(root)) ? [root] : []),
    ...mounts.split('\n').filter((line) => line.includes(root)),
  ];
}

const BpfObjects = z.array(
  z.object({ id: z.int(), name: z.string().optional(), type: z.union([z.string(), z.number()]).optional() }),
);

/**
 * Everything on the whole machine to which a network plugin may add: links, BPF programs, maps and links, pinned files, sockets, and kernel
 * settings. It also shows what another process adds meanwhile.
 */
export async function machineState(): Promise<string[]> {
  const bpf = await Promise.all(['prog', 'map', 'link'].map(bpfObjects));
  const pinned = await readdir('/sys/fs/bpf', { recursive: true }).catch(() => []);
  const sockets = (await readFile('/proc/net/unix', 'utf8')).match(/\S*cilium\S*/g) ?? [];
  return [
    ...(await readdir('/sys/class/net')).map((link) => `link ${link}`),
    ...bpf.flat(),
    ...pinned.map((path) => `pinned ${path}`),
    ...sockets.map((path) => `socket ${path}`),
    ...(await Promise.all(SETTINGS.map(async (key) => `${key} = ${await readSetting(key)}`))),
  ].sort();
}

const SETTINGS = [
  ...['timer_migration', 'unprivileged_bpf_disabled', 'panic', 'panic_on_oops'].map((key) => `kernel/${key}`),
  'vm/overcommit_memory',
  'vm/panic_on_oom',
];

async function readSetting(key: string): Promise<string> {
  return (await readFile(`/proc/sys/${key}`, 'utf8')).trim();
}

async function bpfObjects(kind: string): Promise<string[]> {
  const { stdout } = await execa('bpftool', ['--json', kind, 'show'], {
    env: { PATH: `${process.env['PATH']}:/usr/sbin` },
  });
  const objects = BpfObjects.parse(JSON.parse(stdout));
  return objects.map(({ id, name, type }) => `BPF ${kind} ${id} ${type ?? ''} ${name ?? ''}`.trimEnd());
}
