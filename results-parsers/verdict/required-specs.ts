import type { Evidence } from '../evidence/evidence.ts';
import { catalogueOf } from '../standard/catalogue.ts';
import { type KubernetesVersion, parseKubernetesVersion } from '../standard/kubernetes-version.ts';

/** The versions that the evidence proves; null: it does not. */
export type RunVersions = { server: KubernetesVersion | null; e2e: KubernetesVersion | null };

/** What `network-policy` requires of this run. */
export type RequiredSpecs = {
  /** `kubernetes-minor`: our catalogue. `spec-list`: what the run's e2e binary lists. `none`: neither is there. */
  source: 'kubernetes-minor' | 'spec-list' | 'none';
  minor: string | null;
  names: string[];
};

export function runVersions(evidence: Evidence): RunVersions {
  const [e2e] = evidence.e2eVersions;
  return {
    server: (evidence.serverVersion && parseKubernetesVersion(evidence.serverVersion.value)) ?? null,
    e2e: (e2e && parseKubernetesVersion(e2e.value)) ?? null,
  };
}

/** The server's minor decides; the e2e binary's stands in where the server's is unknown, so that failures still count. */
export function requiredSpecs(evidence: Evidence, versions: RunVersions): RequiredSpecs {
  const minor = versions.server?.minor ?? versions.e2e?.minor ?? null;
  const catalogue = catalogueOf(minor ?? '');
  if (catalogue !== undefined) return { source: 'kubernetes-minor', minor, names: catalogue.map(({ name }) => name) };
  const listed = evidence.specList?.value ?? [];
  return { source: listed.length > 0 ? 'spec-list' : 'none', minor, names: listed };
}
