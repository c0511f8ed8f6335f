import { type Node, runOnNode } from '../machine/daemon.ts';
import { NODE_KUBECONFIG } from './pki.ts';

/**
 * Runs kubectl on a node, with all rights.
 * @param input the command's standard input, such as objects
 * @returns its standard output
 */
export async function kubectl(node: Node, args: readonly string[], input?: string): Promise<string> {
  return runOnNode(node, ['kubectl', `--kubeconfig=${NODE_KUBECONFIG}`, ...args], input);
}
