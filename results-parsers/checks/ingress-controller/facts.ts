import * as z from 'zod';
import type { CheckObservations } from '../../documents/checks/check-observations.ts';

/** Id of the check. */
export const INGRESS = 'ingress-controller';

/** An IngressClass as it is. */
export const IngressClassFact = z.object({
  name: z.string(),
  controller: z.string(),
  /** It has the annotation `ingressclass.kubernetes.io/is-default-class: "true"`. */
  isDefault: z.boolean(),
});
export type IngressClassFact = z.infer<typeof IngressClassFact>;

/**
 * The result of a request.
 *
 * - `backend`: one of our own pods answered; which one is in `backend`.
 * - `other`: something else answered, such as the controller that knows no such route.
 * - `none`: nothing answered.
 */
export const RequestResult = z.object({
  answeredBy: z.enum(['backend', 'other', 'none']),
  backend: z.string().nullable(),
  status: z.int().nullable(),
  /** Over TLS, whether the certificate was ours; null: no TLS, or no certificate. */
  ownCertificate: z.boolean().nullable(),
  /** Why nothing answered; empty otherwise. */
  detail: z.string(),
});
export type RequestResult = z.infer<typeof RequestResult>;

/** A request through the controller, retried until what is expected is observed or the time is up. */
export const IngressRequest = z.object({
  /** Name of the route that it tests. */
  name: z.string(),
  url: z.string(),
  /** Which of our pods must answer; null: not one of them may. */
  expected: z.string().nullable(),
  observed: RequestResult,
  attempts: z.int().positive(),
  seconds: z.number().nonnegative(),
});
export type IngressRequest = z.infer<typeof IngressRequest>;

/** What the check noted. */
export const IngressFacts = z.object({
  classes: z.array(IngressClassFact),
  /** The class that the API server gives an Ingress without a class (dry run); null: it gives none. */
  defaultedTo: z.string().nullable(),
  /** The class whose traffic was tested; null: there is no class. */
  tried: z.string().nullable(),
  /** The address that the controller reports; null: it reported none in time. */
  address: z.object({ value: z.string(), seconds: z.number().nonnegative() }).nullable(),
  /** Where requests were sent, if not to that address: the Service that has the address. Null: to the address. */
  service: z.string().nullable(),
  requests: z.array(IngressRequest),
  /** Status addresses of the Ingress whose class no controller owns. */
  foreignAddresses: z.array(z.string()),
  /** What the cluster has of the Gateway API, which a later version of the standard recommends; nothing follows from it. */
  gateway: z.object({
    served: z.array(z.string()),
    classes: z.array(z.string()),
  }),
});
export type IngressFacts = z.infer<typeof IngressFacts>;

/** Null: the check did not get that far. */
export function ingressFacts({ facts }: Pick<CheckObservations, 'facts'>): IngressFacts | null {
  return IngressFacts.safeParse(facts).data ?? null;
}
