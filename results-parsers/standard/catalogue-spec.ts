import * as z from 'zod';

/** What NetworkPolicy asks of a cluster, which is why a spec exists; `requirementTexts` has a sentence for each. */
export const Requirement = z.enum([
  'api-verbs',
  'end-port-validation',
  'sctp-opens-nothing-else',
  'sctp-isolates',
  'udp-opens-nothing-else',
  'sctp-support',
  'addresses-of-pods',
  'no-rules-block-all',
  'named-port',
  'namespace-label-change',
  'pod-label-change',
  'policy-update',
  'policy-deletion',
  'policies-add-up',
  'both-ends',
  'directions-apart',
  'both-selectors',
  'one-of-the-peers',
  'default-namespace-label',
  'all-ports-of-a-protocol',
  'ports-only',
  'egress',
  'own-namespace',
  'namespace-selector',
  'pod-selector',
  'empty-rule-allows-all',
]);
export type Requirement = z.infer<typeof Requirement>;

const Minor = z.string().regex(/^\d{1,3}\.\d{1,3}$/);

/** A spec under one of the names that it had, with all that is known about it: decisions about a spec rest on this record, never on words. */
export const CatalogueSpec = z.strictObject({
  /** Its full Ginkgo name, without `[It] `. */
  name: z.string().min(1),
  /** The part of the NetworkPolicy API that it exercises: words for readers. */
  exercises: z.string().min(1),
  /** What has to hold, for readers who do not know the API. */
  description: z.string().min(1),
  /** What NetworkPolicy asks for, for readers of its failure. */
  requirement: Requirement,
  /**
   * - `all`: a policy has no rules in a direction, so that a cluster that enforces anything blocks something.
   * - `some`: some connections.
   * - `nothing`: it passes even if nothing is enforced.
   */
  wantsBlocked: z.enum(['all', 'some', 'nothing']),
  /** What it needs from the cluster besides NetworkPolicy. */
  needs: z.array(z.enum(['sctp'])).readonly(),
  /** The object whose label it changes, to look at once for a policy's reaction. */
  changesLabel: z.enum(['pod', 'namespace']).nullable(),
  /** Whether a rule's ipBlock has the addresses of pods. */
  usesPodCidr: z.boolean(),
  /** The first minor in the catalogue that has it under this name. */
  since: Minor,
  /** The last one; null: the newest has it. */
  until: Minor.nullable(),
});
export type CatalogueSpec = z.infer<typeof CatalogueSpec>;

/** A minor version of Kubernetes whose specs were read from its sources. */
export const CatalogueMinor = z.strictObject({
  minor: Minor,
  /** The release whose sources were read, such as `v1.36.3`. */
  release: z.string().regex(/^v\d{1,3}\.\d{1,3}\.\d{1,3}(?:-(?:alpha|beta|rc)\.\d{1,3})?$/),
  /** Read before the minor was released: what it requires may still change. */
  isPreview: z.boolean(),
  /** Tag of the agnhost image that the specs' pods run. */
  agnhost: z.string().regex(/^\d{1,3}(?:\.\d{1,3}){1,2}$/),
  /** The most pods that one spec has at a time. */
  podsPerSpec: z.int().positive(),
});
export type CatalogueMinor = z.infer<typeof CatalogueMinor>;
