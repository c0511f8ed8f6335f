import type { AttemptEvidence, Evidence } from '../evidence/evidence.ts';
import {
  catalogueOf,
  nearestNames,
  outsideCatalogue,
  requiredByEveryMinor,
  requiredByNewestMinor,
} from '../standard/catalogue.ts';
import { type KubernetesVersion, parseKubernetesVersion } from '../standard/kubernetes-version.ts';
import { specSentence } from '../standard/spec-sentence.ts';

/** The versions that the evidence proves, or the caller states; null: neither. */
export type RunVersions = { server: KubernetesVersion | null; e2e: KubernetesVersion | null };

/** What `network-policy` requires of this run. */
export type RequiredSpecs = {
  /**
   * - `kubernetes-minor`: what our catalogue says of the minor.
   * - `spec-list`: what the run's e2e binary lists.
   * - `every-known-minor`: of a version that is not known, those specs of the run that every minor in the catalogue requires.
   * - `newest-known-minor`: of a newer minor than the catalogue has, those specs of the run that the newest one requires.
   * - `none`: nothing is known.
   */
  source: 'kubernetes-minor' | 'spec-list' | 'every-known-minor' | 'newest-known-minor' | 'none';
  minor: string | null;
  names: string[];
};

/** `stated`: the server's version as the caller names it; it counts only if the evidence names none. */
export function runVersions(evidence: Evidence, stated: KubernetesVersion | null = null): RunVersions {
  const [e2e] = evidence.e2eVersions;
  return {
    server: (evidence.serverVersion && parseKubernetesVersion(evidence.serverVersion.value)) ?? stated,
    e2e: (e2e && parseKubernetesVersion(e2e.value)) ?? null,
  };
}

/** The server's minor decides; the e2e binary's stands in if the server's is unknown, so that failures still count. */
export function requiredSpecs(evidence: Evidence, versions: RunVersions): RequiredSpecs {
  const minor = versions.server?.minor ?? versions.e2e?.minor ?? null;
  const catalogue = catalogueOf(minor ?? '');
  if (catalogue !== undefined) return { source: 'kubernetes-minor', minor, names: catalogue.map(({ name }) => name) };
  const listed = evidence.specList?.value ?? [];
  return listed.length > 0 ? listedSpecs(listed, minor) : partlyKnown(evidence, minor);
}

/** Only part of what is required is known: enough for a failure to count, never enough for a pass. */
export function isPartlyKnown({ source }: RequiredSpecs): boolean {
  return source === 'every-known-minor' || source === 'newest-known-minor';
}

/** A spec is looked up by its name in the newest catalogue, even if a newer minor has moved its tags. */
function listedSpecs(listed: readonly string[], minor: string | null): RequiredSpecs {
  const known = nearestNames(minor ?? '');
  return { source: 'spec-list', minor, names: listed.map((name) => known.get(specSentence(name)) ?? name) };
}

/** Nobody knows whether this version has specs that are not in the run. */
function partlyKnown(evidence: Evidence, minor: string | null): RequiredSpecs {
  const reported = new Set(evidence.attempts.flatMap(reportedSpecs).map(specSentence));
  const inRun = (names: readonly string[]): string[] => names.filter((name) => reported.has(specSentence(name)));
  const isNewer = minor !== null && outsideCatalogue(minor) === 'newer';
  const names = inRun(minor === null ? requiredByEveryMinor() : isNewer ? requiredByNewestMinor() : []);
  if (names.length === 0) return { source: 'none', minor, names };
  return { source: minor === null ? 'every-known-minor' : 'newest-known-minor', minor, names };
}

function reportedSpecs({ junit, observed }: AttemptEvidence): string[] {
  return [
    ...junit.flatMap(({ reading }) => reading.suites.flatMap(({ specs }) => specs.map(({ name }) => name))),
    ...(observed?.value ?? []).map(({ name }) => name),
  ];
}
