import type { CniName } from '../../subject/cni/cni-table.ts';
import { isInRange, rangeText } from './versions.ts';
import type { Waiver } from './waiver.ts';

/** What a waiver's conditions are held against. Null is not known, and fits no condition. */
export type WaiverContext = {
  /** Kubernetes' minor version, such as `1.36`. */
  kubernetes: string | null;
  cni: { name: CniName; version: string | null } | null;
  /** The day of the run in UTC, or another one that was asked for: `2026-11-22`. */
  day: string | null;
};

/** Why a waiver does not fit, one sentence for each of its conditions that does not hold; none: it fits. */
export function reasonsNotToFit(waiver: Waiver, context: WaiverContext): string[] {
  return [
    ...kubernetesReason(waiver, context),
    ...cniReason(waiver, context),
    ...cniVersionReason(waiver, context),
    ...expiryReason(waiver, context),
  ];
}

function kubernetesReason({ kubernetes: range }: Waiver, { kubernetes }: WaiverContext): string[] {
  if (range === null || (kubernetes !== null && isInRange(kubernetes, range))) return [];
  return [`it is for Kubernetes ${rangeText(range)}, the cluster's version is ${kubernetes ?? 'not known'}`];
}

function cniReason(waiver: Waiver, { cni }: WaiverContext): string[] {
  if (waiver.cni === null || waiver.cni.name === cni?.name) return [];
  return [`it is for the network plugin ${waiver.cni.name}, the cluster's is ${cni?.name ?? 'not known'}`];
}

function cniVersionReason(waiver: Waiver, { cni }: WaiverContext): string[] {
  const range = waiver.cni?.version ?? null;
  if (range === null || waiver.cni?.name !== cni?.name) return [];
  const version = cni?.version ?? null;
  if (version !== null && isInRange(version, range)) return [];
  return [
    `it is for ${waiver.cni?.name} ${rangeText(range)}, the cluster's version of it is ${version ?? 'not known'}`,
  ];
}

function expiryReason({ expires }: Waiver, { day }: WaiverContext): string[] {
  if (expires === null) return [];
  if (day === null) return [`it is in force until ${expires}, the day of the run is not known`];
  return day <= expires ? [] : [`it was in force until ${expires}, and is judged on ${day}`];
}
