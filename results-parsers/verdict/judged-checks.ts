import type { JsonDocument } from '../archive/json-document.ts';
import { judgeOf } from '../checks/registry.ts';
import { type CheckObservations, observationsFile } from '../documents/checks/check-observations.ts';
import type { CheckVerdict } from '../documents/checks/check-verdict.ts';
import type { Position } from '../documents/position.ts';
import type { Evidence } from '../evidence/evidence.ts';
import { clauses } from '../standard/clauses.ts';

/** A check of the run, its observations and what follows from them. */
export type JudgedCheck = { verdict: CheckVerdict; observations: CheckObservations };

export type JudgedChecks = {
  /** In the order of the standard's clauses, and of their ids. */
  judged: JudgedCheck[];
  /** Observations that do not count: they cannot be read, or nothing vouches for them. */
  unusable: { path: string; reason: string }[];
};

/** Answers every check of the run from its observations. */
export function judgedChecks(evidence: Evidence): JudgedChecks {
  const judged: JudgedCheck[] = [];
  const unusable: JudgedChecks['unusable'] = [];
  for (const document of evidence.checks) {
    const { path } = document;
    const reason = reasonAgainst(document, evidence);
    if (document.state !== 'read' || reason !== null) unusable.push({ path, reason: reason ?? 'it is missing' });
    else judged.push({ verdict: verdictOn(document.value, { path, line: null }), observations: document.value });
  }
  return { judged: judged.sort((a, b) => orderOf(a) - orderOf(b) || (idOf(a) < idOf(b) ? -1 : 1)), unusable };
}

const CLAUSES = clauses.map(({ id }) => id);
const orderOf = ({ verdict }: JudgedCheck): number => CLAUSES.indexOf(verdict.clause);
const idOf = ({ verdict }: JudgedCheck): string => verdict.id;

/** Why the observations cannot be relied on; null: nothing counts against it. */
function reasonAgainst(document: JsonDocument<CheckObservations>, evidence: Evidence): string | null {
  if (document.state === 'missing') return 'it is missing';
  if (document.state === 'unreadable') return document.reason;
  const { path, value } = document;
  const { runRecord, resultsDirectory } = evidence;
  if (path !== resultsDirectory + observationsFile(value.check.id)) return `it is of the check ${value.check.id}`;
  if (runRecord?.state !== 'read') return 'no run record vouches for it';
  const recorded = runRecord.value.evidence.find((file) => resultsDirectory + file.path === path);
  if (recorded === undefined) return 'the run record does not list it';
  if (recorded.sha256 !== evidence.digests.get(path)?.sha256) return 'it is not the file that the run left';
  return null;
}

function verdictOn(observations: CheckObservations, position: Position): CheckVerdict {
  const { id, clause, level, question } = observations.check;
  const { answer, text, example, parts = [], measures = [] } = judgeOf(id)(observations);
  const seconds = (Date.parse(observations.endedAt) - Date.parse(observations.startedAt)) / 1000;
  return {
    id,
    clause,
    level,
    question,
    answer,
    text,
    ...(example === undefined ? {} : { example }),
    parts,
    measures,
    evidence: [position],
    seconds: Math.max(0, seconds),
  };
}
