import { netpolSpecName } from './spec-name.ts';

const LEAVES = [
  'should allow ingress access from updated namespace',
  'should allow ingress access from updated pod',
  'should deny ingress access to updated pod',
] as const;

/**
 * Specs that change a label of a pod that runs, or of its namespace, and look right away for what a policy makes of it. Upstream probes for
 * some 10 seconds and then once more (test/e2e/network/netpol/test_helper.go). Full names, and what each says itself.
 */
export const labelChangingSpecs: ReadonlyMap<string, string> = new Map(
  LEAVES.map((leaf) => [netpolSpecName(leaf), leaf]),
);
