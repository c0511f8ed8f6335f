import type { Node } from '../machine/daemon.ts';

/** How an Ingress controller runs on the node. */
export interface RunnableController {
  /** The name of its class. */
  readonly className: string;
  /** The controller that its class names in `spec.controller`. */
  readonly controllerName: string;
  /**
   * Starts it on the node's address.
   * @param published the address that Ingresses get; null: they get none
   * @param options its settings, as `key=value`; none for a controller that takes none here
   */
  start(node: Node, published: string | null, options: readonly string[]): Promise<void>;
  /** Stops it, if it runs, and removes what it added. */
  stop(node: Node): Promise<void>;
}
