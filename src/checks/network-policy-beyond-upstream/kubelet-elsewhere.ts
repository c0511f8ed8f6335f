import { type Arena, type PodKey, podOf } from './arena.ts';

/** The kubelet of another node than the pod's that answers pods; undefined: there is none. */
export function kubeletElsewhere(arena: Arena, key: PodKey): Arena['kubelets'][number] | undefined {
  const { nodeAddresses } = podOf(arena, key);
  return arena.kubelets.find(({ address }) => !nodeAddresses.includes(address));
}
