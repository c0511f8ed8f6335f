import { reachabilityLimits } from './limits.ts';
import { isPodName } from './truth-table.ts';

/**
 * Finds the nodes of pods that the e2e framework prints in full, as it does if one does not run in time. In all that it
 * prints, a name right before a namespace is that of an object, and only pods have the name of a node.
 */
export class PodDescriptions {
  readonly nodes: Map<string, string> = new Map();
  #name: string | null = null;
  #pod: string | null = null;

  read(line: string): void {
    const [, key, value = ''] = /^\s+(name|namespace|nodeName): (\S{1,253})$/.exec(line) ?? [];
    const name = this.#name;
    this.#name = key === 'name' ? value : null;
    if (key === 'namespace') this.#pod = name === null ? null : `${value}/${name}`;
    if (key === 'nodeName') this.#place(value);
  }

  #place(node: string): void {
    const pod = this.#pod;
    if (pod === null || !isPodName(pod) || this.nodes.size >= reachabilityLimits.pods) return;
    this.nodes.set(pod, node);
  }
}
