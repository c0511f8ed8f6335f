import type { ClusterFlags } from '../options/cluster-options.ts';

/** The shell command to come back to a run. */
export function attachCommandLine({ kubeconfig, context, namespace }: ClusterFlags): string {
  const words = [
    ...(kubeconfig === undefined ? [] : ['--kubeconfig', kubeconfig]),
    ...(context === undefined ? [] : ['--context', context]),
    ...(namespace === 'sonobuoy' ? [] : ['--namespace', namespace]),
  ];
  return ['scs-networking', 'attach', ...words.map(quoted)].join(' ');
}

function quoted(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}
