import type { Finding } from '../verdict/finding.ts';
import type { ClauseVerdict, RunFacts, SpecVerdict, Verdict } from '../verdict/verdict.ts';

/** The meaning of the fields that pipelines read, by the document or definition that has them; the compiler checks that none is missing. */
interface Described {
  readonly Verdict: Readonly<Record<keyof Verdict, string>>;
  readonly ClauseVerdict: Readonly<Record<keyof ClauseVerdict, string>>;
  readonly SpecVerdict: Readonly<Record<keyof SpecVerdict, string>>;
  readonly Finding: Readonly<Record<keyof Finding, string>>;
  readonly RunFacts: Readonly<Record<keyof RunFacts, string>>;
}

export const fieldDescriptions: Described = {
  Verdict: {
    apiVersion: 'The meaning of a field changes only with it.',
    kind: 'What this document is.',
    verdict:
      'compliant: every required spec ran and passed, or a waiver exempts it. non-compliant: one failed, and no waiver exempts it. inconclusive: nobody knows.',
    standard: 'The standard that the archive was judged by.',
    tool: 'What wrote this; another version may reach another verdict.',
    subject: 'The cluster, as far as the archive shows it.',
    archive:
      'What was evaluated. The digest of a directory is of the lines that sha256sum prints for its files, sorted by path.',
    plugin: "The plugin whose results were judged; null: no plugin's results could be.",
    run: 'How the suite was run; a null field means that the archive does not say.',
    catalogue: 'Which source says which specs are required, and how many are.',
    summary: 'Required specs by outcome; `further` counts the NetworkPolicy specs beyond them.',
    clauses: 'The four clauses of the standard. Only the first one, the MUST, decides the verdict.',
    checks: 'What our own checks found, in the order of the clauses.',
    waivers: 'Every waiver that was given, whether or not it exempts anything, sorted by id.',
    waiversAsOf:
      'The day, in UTC, on which waivers had to be in force; null: not known, so no waiver with an expiry date is in force.',
    specs: 'Every NetworkPolicy spec that is required or has a result.',
    evidence: 'The files of the archive that the verdict rests on.',
    inputs:
      'What the verdict rests on besides the archive: with the same archive and inputs it is the same, byte for byte.',
  },
  ClauseVerdict: {
    id: 'A short name of the clause.',
    level: 'How much the standard demands it.',
    title: 'What it is about, for people.',
    decision: 'The decision as the standard words it.',
    outcome:
      'satisfied, not-satisfied: the evidence proves it. partly-satisfied: only some of its parts are. declared: the provider says so. undetermined: the evidence does not show it.',
    findings: 'All that matters for the clause; what decides it comes first.',
  },
  SpecVerdict: {
    name: 'Full name of the spec, without `[It] `.',
    required: 'Whether the standard requires it for this version of Kubernetes.',
    exercises: 'The part of the NetworkPolicy API that it exercises; null: no catalogue knows the spec.',
    outcome: 'What counts, after waivers.',
    outcomeBeforeWaivers: 'What the evidence shows.',
    waivedBy: 'Ids of the waivers that exempt it; the first one stands for them.',
    failure: 'Beginning of what the last failure says; null: there was none.',
    explanation: 'What that failure means; null: there was none, or nothing more is known about it.',
    places: 'Where the pods of that failure were, as far as the archive shows it.',
    attempts: 'Its results, in the order of the attempts, each with its place in the archive.',
  },
  Finding: {
    code: 'What was found, for programs; docs/what-goes-wrong.md explains each.',
    effect:
      'fails: the clause is not satisfied. voids: nothing follows from what was read. undetermines: the outcome cannot be known. advises: it changes nothing.',
    text: 'What was found, where, and what it means, for people.',
    remedy: 'What to do about it, for people.',
    evidence: 'Where it was found in the archive.',
    specs: 'Full names of the specs that it is about, sorted.',
    followsFrom:
      'Codes of the findings of which it is a consequence; these have the remedy. Absent: it stands by itself.',
  },
  RunFacts: {
    id: "The runner's own id of the run, or Sonobuoy's.",
    sonobuoyVersion: 'The version of Sonobuoy that ran the plugin.',
    sessionId: 'What Sonobuoy calls this run of all its plugins.',
    evidence: 'The files that show this; null: no such file can be read.',
    ending: 'How the run ended; null: no run record says so.',
    startedAt: 'When it began.',
    endedAt: 'When it ended.',
    attempts: 'How often the suite was executed, and how.',
  },
};
