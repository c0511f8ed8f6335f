import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import type { DirectoryEntry } from '../../results-parsers/archive/read-directory.ts';
import { counted } from '../../results-parsers/core/counted.ts';
import { messageOf } from '../../results-parsers/core/errors.ts';
import { RUN_RECORD_FILE, type RunRecord } from '../../results-parsers/documents/run-record/run-record.ts';
import type { ClauseVerdict, Verdict } from '../../results-parsers/documents/verdict/verdict.ts';
import { evaluateDirectory } from '../../results-parsers/evaluate/evaluate-archive.ts';
import type { WaiverSet } from '../../results-parsers/waivers/waiver.ts';
import { connectToCluster } from '../cluster/connection.ts';
import { serverVersion } from '../cluster/sonobuoy-run.ts';
import { digestEvidence, evidencePaths, type ResultsPlace } from './evidence.ts';
import { packageVersion } from './package-version.ts';
import { say } from './pod-log.ts';
import { type PluginRun, recordOf } from './suite/plugin-run.ts';
import { waiverSetsInForce } from './waivers-in-force.ts';

const PLUGIN = 'plugins/scs-networking';

/**
 * What the run has shown so far about the MUST clause, in one sentence or two. Judged as the archive will be, from the evidence as it is
 * now; the version that Sonobuoy would add comes from the API server. Null: it could not be judged, and the pod's log says why.
 */
export async function mustSoFar(run: PluginRun, place: ResultsPlace): Promise<string | null> {
  try {
    const version = await serverVersion(connectToCluster(run.settings.kubeconfig));
    return inWords(await verdictSoFar(recordOf(run), { place, version, waivers: waiverSetsInForce(run.settings) }));
  } catch (error) {
    say(`What the specs have shown could not be judged before there is an archive: ${messageOf(error)}`);
    return null;
  }
}

interface SoFar {
  readonly place: ResultsPlace;
  /** The API server's. */
  readonly version: string;
  readonly waivers: readonly WaiverSet[];
}

/** The verdict that an archive would get if it were packed now. Rejects as `evaluateDirectory` does. */
export async function verdictSoFar(
  record: Omit<RunRecord, 'evidence'>,
  { place, version, waivers }: SoFar,
): Promise<Verdict> {
  const entries = entriesOf(record, place, version);
  return await evaluateDirectory(entries, { archiveName: record.runId, toolVersion: packageVersion, waivers });
}

/** The archive, as far as it exists: the run's evidence, and the least that Sonobuoy puts beside it. */
async function* entriesOf(
  begun: Omit<RunRecord, 'evidence'>,
  place: ResultsPlace,
  version: string,
): AsyncGenerator<DirectoryEntry> {
  const evidence = evidencePaths(place).map((path) => digestEvidence(place, path));
  const record: RunRecord = { ...begun, evidence };
  const results = `${PLUGIN}/results/global/`;
  for (const { path } of evidence) {
    yield { kind: 'file', path: results + path, content: createReadStream(join(place.evidence, path)) };
  }
  yield document(results + RUN_RECORD_FILE, record);
  yield document('meta/config.json', { UUID: record.runId, Version: '' });
  yield document('meta/info.json', { plugins: ['scs-networking'] });
  yield document(`${PLUGIN}/definition.json`, { Definition: { spec: { image: '' } } });
  yield document('serverversion.json', { gitVersion: version });
}

function document(path: string, content: unknown): DirectoryEntry {
  const bytes = async function* (): AsyncGenerator<Uint8Array> {
    yield Buffer.from(JSON.stringify(content));
  };
  return { kind: 'file', path, content: bytes() };
}

/** Avoids the words of a verdict: before there is an archive, there is no verdict. */
export function inWords({ clauses, summary }: Pick<Verdict, 'clauses' | 'summary'>): string {
  const { passed, flaky, waived, required } = summary;
  const [clause] = clauses.filter(({ level }) => level === 'MUST');
  const waivers = waived === 0 ? '' : `, ${waived} ${waived === 1 ? 'is' : 'are'} waived`;
  const counts = `${passed + flaky} of ${counted(required, 'required spec')} passed${waivers}`;
  return clause === undefined ? counts : `${meaningOf(clause)}: ${counts}.${because(clause)}`;
}

function meaningOf({ id, outcome }: ClauseVerdict): string {
  switch (outcome) {
    case 'satisfied':
      return `nothing counts against ${id}`;
    case 'not-satisfied':
      return `${id} is not satisfied`;
    case 'partly-satisfied':
    case 'declared':
    case 'undetermined':
      return `what the specs have shown does not decide ${id}`;
    default:
      return outcome satisfies never;
  }
}

/** The first finding that keeps the clause from being satisfied. */
function because({ outcome, findings }: ClauseVerdict): string {
  const effect = outcome === 'not-satisfied' ? 'fails' : 'undetermines';
  const first = findings.find((found) => found.effect === effect && found.followsFrom === undefined);
  return outcome === 'satisfied' || first === undefined ? '' : ` ${first.text.replaceAll(/\s+/g, ' ')}`;
}
