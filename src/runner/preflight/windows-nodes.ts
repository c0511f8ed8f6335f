import { firstListed } from '../../../results-parsers/core/listed.ts';
import type { PreflightProblem } from '../../../results-parsers/documents/run-record/preflight.ts';
import { type NodeKind, openWindowsNodes } from '../../cluster/nodes.ts';
import { problem } from './problem.ts';

const MAX_NAMES = 3;

/** Whether pods of the specs may come to nodes with Windows; null: to none. */
export function windowsNodes(nodes: readonly NodeKind[]): PreflightProblem | null {
  const names = openWindowsNodes(nodes);
  if (names.length === 0) return null;
  return problem('windows-nodes', `${windowsNodesText(names)}.`, WINDOWS_REMEDY);
}

/** Without a full stop. */
export function windowsNodesText(names: readonly string[]): string {
  const list = firstListed(names, MAX_NAMES);
  const subject =
    names.length === 1 ? `The node ${list} has Windows and takes` : `The nodes ${list} have Windows and take`;
  return `${subject} pods: upstream's specs select no nodes, so that pods of theirs may come there and fail`;
}

export const WINDOWS_REMEDY =
  'Cordon nodes with Windows while the plugin runs (kubectl cordon NODE), or give them a taint such as os=windows:NoSchedule.';
