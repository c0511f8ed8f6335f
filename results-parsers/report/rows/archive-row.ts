import type { Verdict, VerdictWord } from '../../documents/verdict/verdict.ts';
import type { Look, Unjudged } from '../format.ts';
import { verdictSummary } from '../verdict-summary.ts';

/** An archive's row in a table; null: not known, or there is no verdict. */
export type ArchiveRow = {
  /** The path or key as it was given. */
  source: string;
  sha256: string | null;
  /** The UID of the namespace kube-system. */
  cluster: string | null;
  /** `unreadable`: not an archive, or one that exceeds a limit. `defect`: a defect of ours. */
  verdict: VerdictWord | 'unreadable' | 'defect';
  kubernetes: string | null;
  network: string | null;
  networkVersion: string | null;
  plugin: string | null;
  /** Required specs by outcome. */
  summary: Verdict['summary'] | null;
  /** When the run began or, if that is not known, ended, in UTC. */
  at: string | null;
  /** Its day. */
  day: string | null;
  /** The verdict in a few words, with the first reason. */
  reason: string;
};

export function archiveRow(verdict: Verdict, { archive }: Pick<Look, 'archive'>): ArchiveRow {
  const { subject, plugin, run, summary, inputs } = verdict;
  const at = run.startedAt ?? run.endedAt;
  return {
    source: archive ?? verdict.archive.source ?? verdict.archive.name,
    sha256: verdict.archive.sha256,
    cluster: subject.cluster.id?.value ?? null,
    verdict: verdict.verdict,
    kubernetes: subject.serverVersion ?? inputs.kubernetes ?? null,
    network: subject.cni.name,
    networkVersion: subject.cni.version,
    plugin: plugin?.name ?? null,
    summary,
    at,
    day: at?.slice(0, 10) ?? null,
    reason: verdictSummary(verdict),
  };
}

export function unjudgedRow({ archive, ending, reason }: Unjudged): ArchiveRow {
  return {
    source: archive,
    sha256: null,
    cluster: null,
    verdict: ending === 'unusable' ? 'unreadable' : 'defect',
    kubernetes: null,
    network: null,
    networkVersion: null,
    plugin: null,
    summary: null,
    at: null,
    day: null,
    reason,
  };
}

/** Required specs that neither passed, nor failed, nor are waived. */
export function otherSpecs({ flaky, skipped, missing, timedOut, interrupted }: Verdict['summary']): number {
  return flaky + skipped + missing + timedOut + interrupted;
}
