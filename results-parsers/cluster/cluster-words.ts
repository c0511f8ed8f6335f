import { counted } from '../core/counted.ts';
import { AddressOwner, type ClusterFacts } from './cluster-facts.ts';

type Nodes = NonNullable<ClusterFacts['nodes']>;

/** Kinds of nodes that are listed; the rest are only counted. */
const MAX_KINDS = 3;

/** `2 nodes: Debian GNU/Linux 12 (bookworm), kernel 6.18.44, amd64, containerd://2.4.2, kubelet v1.36.3`; null: not known. */
export function nodesInWords({ nodes }: ClusterFacts): string | null {
  if (nodes === null) return null;
  const named = nodes.kinds.slice(0, MAX_KINDS).map((kind) => kindInWords(kind, nodes.kinds.length > 1));
  const unnamed = nodes.kinds.length - named.length;
  const kinds = [...named, ...(unnamed > 0 ? [`${counted(unnamed, 'further kind')}`] : [])].filter(
    (part) => part !== '',
  );
  return [counted(nodes.count, 'node'), ...(kinds.length > 0 ? [kinds.join('; ')] : [])].join(': ');
}

function kindInWords(kind: Nodes['kinds'][number], isOneOfSeveral: boolean): string {
  const { names, osImage, operatingSystem, kernel, architecture, containerRuntime, kubelet } = kind;
  const parts = [
    osImage ?? operatingSystem,
    kernel && `kernel ${kernel}`,
    architecture,
    containerRuntime,
    kubelet && `kubelet ${kubelet}`,
  ].filter((part) => part !== null && part !== '');
  const text = parts.length === 0 ? 'nothing known' : parts.join(', ');
  return isOneOfSeveral ? `${names.length} with ${text}` : parts.join(', ');
}

/** `IPv4`, or `nodes IPv4, pods IPv4 and IPv6` if they differ; null: not known. */
export function addressesInWords({ addressFamilies }: ClusterFacts): string | null {
  const families = AddressOwner.options.flatMap((owner) => {
    const own = addressFamilies.filter(({ of }) => of === owner).map(({ family }) => family);
    return own.length === 0 ? [] : [{ owner, text: own.join(' and ') }];
  });
  const [first] = families;
  if (first === undefined) return null;
  const alike = families.every(({ text }) => text === first.text);
  return alike ? first.text : families.map(({ owner, text }) => `${owner} ${text}`).join(', ');
}
