import * as z from 'zod';
import type { CheckObservations } from '../../documents/checks/check-observations.ts';

export const DEFAULT_RESTRICTIONS = 'default-restrictions';

/** A policy object of the cluster that is not ours, and what it shows about who made it. */
export const PolicyObject = z.object({
  apiVersion: z.string(),
  kind: z.string(),
  /** Null: it is for the whole cluster. */
  namespace: z.string().nullable(),
  name: z.string(),
  /** Field managers, such as `kyverno`. */
  managers: z.array(z.string()),
  /** Owners, as `kind name`. */
  owners: z.array(z.string()),
  /** The policy of Kyverno from which it was generated, if its labels show it. */
  origin: z.string().nullable().default(null),
  /** Whether it has rules that let traffic through. */
  allows: z.boolean().default(false),
});
export type PolicyObject = z.infer<typeof PolicyObject>;

/** What the check notes beside its probes. */
export const DefaultRestrictionsFacts = z.object({
  /** Policy operators and policy extensions whose API groups are served. */
  mechanisms: z.array(z.object({ name: z.string(), group: z.string(), canRestrict: z.boolean() })),
  /** What appeared by itself in the namespaces that the check made. */
  appeared: z.array(PolicyObject),
  /** The same in namespaces with the labels of upstream's namespaces. */
  appearedForSpecs: z.array(PolicyObject).default([]),
  /** Policies for the whole cluster. */
  clusterWide: z.array(PolicyObject),
  /** Settings that restrict by themselves, as `where key=value`. */
  settings: z.array(z.string()),
  /** What could not be listed, and why. */
  unlisted: z.array(z.string()),
});
export type DefaultRestrictionsFacts = z.infer<typeof DefaultRestrictionsFacts>;

/** Null: the check did not get that far. */
export function defaultRestrictionsFacts({ facts }: Pick<CheckObservations, 'facts'>): DefaultRestrictionsFacts | null {
  return DefaultRestrictionsFacts.safeParse(facts).data ?? null;
}

/** Names of the check's probes. Those that begin like this are from namespaces labelled like those of upstream's specs. */
export const SPEC_LIKE = 'spec-like-';

/** `NetworkPolicy default-deny (made by kyverno)`. */
export function policyWords({ kind, name, managers, origin, owners }: PolicyObject): string {
  const whence = [
    ...(managers.length > 0 ? [`made by ${managers.join(', ')}`] : []),
    ...(origin === null ? [] : [`from Kyverno's policy ${origin}`]),
    ...(owners.length > 0 ? [`owned by ${owners.join(', ')}`] : []),
  ];
  return `${kind} ${name}${whence.length > 0 ? ` (${whence.join('; ')})` : ''}`;
}

/** What may be to blame for a connection that was blocked, in words. */
export function restrictingThings({ appeared, clusterWide, settings }: DefaultRestrictionsFacts): string[] {
  const inNamespaces = appeared.map((object) => `${policyWords(object)} in each new namespace`);
  const forAll = clusterWide.map((object) => `${policyWords(object)} cluster-wide`);
  return [...new Set([...inNamespaces, ...forAll, ...settings])];
}
