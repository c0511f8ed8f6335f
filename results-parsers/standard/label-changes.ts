import { catalogueSpecs } from './catalogue-data.ts';
import { specLeaf } from './spec-sentence.ts';

/**
 * Specs that change a label of a running pod, or of its namespace, and look at once for a policy's reaction. Upstream probes for
 * some 10 seconds and then once more (test/e2e/network/netpol/test_helper.go). Full names, and what each says itself.
 */
export const labelChangingSpecs: ReadonlyMap<string, string> = new Map(
  catalogueSpecs.filter(({ changesLabel }) => changesLabel !== null).map(({ name }) => [name, specLeaf(name)]),
);
