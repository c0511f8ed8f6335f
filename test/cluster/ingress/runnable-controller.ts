import type { Node } from '../machine/daemon.ts';

/** An Ingress controller as it is run on the node. */
export interface RunnableController {
  /** Name of its class. */
  readonly className: string;
  /** What its class says that it is for: `spec.controller`. */
  readonly controllerName: string;
  /** Starts it on the node's address. @param published the address that Ingresses get; null: they get none */
  start(node: Node, published: string | null): Promise<void>;
  /** Ends it, if it runs. */
  stop(node: Node): Promise<void>;
}
