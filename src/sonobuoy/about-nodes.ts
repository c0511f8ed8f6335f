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
  if (notes.length > 0) return { outcome: 'noted', text: notes.join(' ') };
  const open = nodes.filter(({ isOpen }) => isOpen);
  return {
    outcome: 'passed',
    text: `${open.length} of ${nodes.length} ${open.length === 1 ? 'accepts' : 'accept'} pods${words(architectures)}`,
  };
}

function words(architectures: readonly (readonly [string, number])[]): string {
  return architectures.length === 0 ? '' : `, ${architectures.map(([name]) => name).join(', ')}`;
}
