import { firstListed } from '../../../results-parsers/core/listed.ts';
import type { PreflightProblem } from '../../../results-parsers/documents/run-record/preflight.ts';
import { type NodeKind, openWindowsNodes } from '../../cluster/nodes.ts';
import { problem } from './problem.ts';

const MAX_NAMES = 3;

/** Whether pods of the specs may be scheduled to Windows nodes; null: to no such node. */
export function windowsNodes(nodes: readonly NodeKind[]): PreflightProblem | null {
  const names = openWindowsNodes(nodes);
  if (names.length === 0) return null;
  return problem('windows-nodes', `${windowsNodesText(names)}.`, WINDOWS_REMEDY);
}

/** Without a full stop. */
export function windowsNodesText(names: readonly string[]): string {
  const list = firstListed(names, MAX_NAMES);
  const subject =
    names.length === 1 ? `The node ${list} runs Windows and accepts` : `The nodes ${list} run Windows and accept`;
  return `${subject} pods: upstream's specs select no nodes, so their pods may be scheduled there and fail`;
}

export const WINDOWS_REMEDY =
  'Cordon Windows nodes while the plugin runs (kubectl cordon NODE), or give them a taint such as os=windows:NoSchedule.';
