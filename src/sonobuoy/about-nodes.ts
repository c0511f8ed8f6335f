import { sortedEntries } from '../../results-parsers/core/sorted-entries.ts';
import { type NodeKind, openArchitectures, openWindowsNodes } from '../cluster/nodes.ts';
import { WINDOWS_REMEDY, windowsNodesText } from '../runner/preflight/windows-nodes.ts';
import type { PreflightCheck, PreflightOptions } from './preflight-check.ts';

const ARCHITECTURE = 'kubernetes.io/arch';

/** Facts about the cluster's nodes that should be known before a run. */
export function aboutNodes(
  nodes: readonly NodeKind[],
  { nodeSelector = new Map() }: PreflightOptions,
): Pick<PreflightCheck, 'outcome' | 'text'> {
  const notes: string[] = [];
  const windows = openWindowsNodes(nodes);
  if (windows.length > 0) notes.push(`${windowsNodesText(windows)}. ${WINDOWS_REMEDY}`);
  const architectures = sortedEntries(openArchitectures(nodes));
  const [first] = architectures;
  if (first !== undefined && architectures.length > 1 && !nodeSelector.has(ARCHITECTURE)) {
    const list = architectures.map(([name, count]) => `${name}: ${count}`).join(', ');
    notes.push(
      `Nodes of several architectures accept pods (${list}), and the plugin's pod may be scheduled on any of them: our image (--image) must exist for each architecture, ` +
        `or --node-selector ${ARCHITECTURE}=${first[0]} keeps the pod on one architecture.`,
    );
  }
  const open = nodes.filter(({ isOpen }) => isOpen);
  if (open.length === 0) notes.push(noneOpen(nodes.length));
  if (notes.length > 0) return { outcome: 'noted', text: notes.join(' ') };
  return {
    outcome: 'passed',
    text: `${open.length} of ${nodes.length} ${open.length === 1 ? 'accepts' : 'accept'} pods${words(architectures)}`,
  };
}

/** Not a failure: an autoscaler may add nodes once pods wait for them. */
function noneOpen(all: number): string {
  const found = all === 0 ? 'no node at all' : `not one among ${all}: each is cordoned, not ready or has a taint`;
  return (
    `Expected a node that accepts ordinary pods, found ${found}. Pods of the run wait until one does (\`kubectl uncordon NODE\`), ` +
    'or until the cluster adds a node. `kubectl describe nodes` says what is wrong with each.'
  );
}

function words(architectures: readonly (readonly [string, number])[]): string {
  return architectures.length === 0 ? '' : `, ${architectures.map(([name]) => name).join(', ')}`;
}
