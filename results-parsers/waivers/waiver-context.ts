import type { CniName } from '../cluster/cni/cni-table.ts';
import { isInRange, rangeText } from '../standard/versions.ts';
import type { Waiver } from './waiver.ts';

/** The conditions of a waiver. */
export type Scope = Pick<Waiver, 'kubernetes' | 'cni' | 'expires'>;

/** The facts that a waiver's conditions are compared with. Null means not known, and fits no condition. */
export type WaiverContext = {
  /** Kubernetes' minor version, such as `1.36`. */
  kubernetes: string | null;
  cni: { name: CniName; version: string | null } | null;
  /** The day of the run in UTC, or another one that was asked for: `2026-11-22`. */
  day: string | null;
  /** No policy is enforced at all, as far as the specs show: then a waiver would exempt the clause itself. */
  nothingEnforced?: boolean;
};

/** Why a waiver does not fit, one sentence for each of its conditions that does not hold; none: it fits. */
export function reasonsNotToFit(waiver: Scope, context: WaiverContext): string[] {
  return [
    ...kubernetesReason(waiver, context),
    ...cniReason(waiver, context),
    ...cniVersionReason(waiver, context),
    ...expiryReason(waiver, context),
  ];
}

/** Whether it would fit if the unknown facts about the cluster were as the waiver asks. */
export function mightFit(waiver: Scope, context: WaiverContext): boolean {
  const { kubernetes, cni } = waiver;
  const open = { kubernetes: context.kubernetes === null, cni: context.cni === null, day: context.day === null };
  const asked: Scope = {
    kubernetes: open.kubernetes ? null : kubernetes,
    cni: open.cni ? null : cni,
    expires: open.day ? null : waiver.expires,
  };
  return reasonsNotToFit(asked, context).length === 0;
}

function kubernetesReason({ kubernetes: range }: Scope, { kubernetes }: WaiverContext): string[] {
  if (range === null || (kubernetes !== null && isInRange(kubernetes, range))) return [];
  return [`it is for Kubernetes ${rangeText(range)}, but the cluster's version is ${kubernetes ?? 'not known'}`];
}

function cniReason(waiver: Scope, { cni }: WaiverContext): string[] {
  if (waiver.cni === null || waiver.cni.name === cni?.name) return [];
  return [`it is for the network plugin ${waiver.cni.name}, but the cluster's is ${cni?.name ?? 'not known'}`];
}

function cniVersionReason(waiver: Scope, { cni }: WaiverContext): string[] {
  const range = waiver.cni?.version ?? null;
  if (range === null || waiver.cni?.name !== cni?.name) return [];
  const version = cni?.version ?? null;
  if (version !== null && isInRange(version, range)) return [];
  return [
    `it is for ${waiver.cni?.name} ${rangeText(range)}, but the cluster's version of it is ${version ?? 'not known'}`,
  ];
}

function expiryReason({ expires }: Scope, { day }: WaiverContext): string[] {
  if (expires === null) return [];
  if (day === null) return [`it is in force until ${expires}, but the day of the run is not known`];
  return day <= expires ? [] : [`it was in force until ${expires}, and is judged on ${day}`];
}
