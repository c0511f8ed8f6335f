import { counted } from '../../core/counted.ts';
import type { RunEnding } from '../../documents/run-record/run-record.ts';
import { type Finding, finding } from '../../documents/verdict/finding.ts';
import type { Evidence } from '../../evidence/evidence.ts';
import type { JudgedRun, Rule } from './rule.ts';
import { endOfOutput } from './where-to-look.ts';

const RUN_AGAIN = 'Run the plugin again.';

/** Our plugin leaves a record of its run, and it can be parsed. */
export const runRecordIsThere: Rule = ({ evidence }) => {
  const record = evidence.runRecord;
  if (record === null || record.state === 'read') return [];
  const position = [{ path: record.path, line: null }];
  if (record.state === 'missing') {
    return [
      finding('run-record-missing', {
        text: `${record.path} is not in the archive: either the runner did not get that far, or it was removed.`,
        remedy: RUN_AGAIN,
        evidence: position,
      }),
    ];
  }
  return [
    finding('run-record-unreadable', {
      text: `${record.path} cannot be read: ${record.reason}.`,
      remedy: 'Evaluate with the version of scs-networking that made the run, or a later one.',
      evidence: position,
    }),
  ];
};

const endings: Record<
  Exclude<RunEnding, 'completed'>,
  { what: string; remedy: string | ((evidence: Evidence) => string) }
> = {
  deadline: {
    what: 'its own deadline passed',
    remedy:
      'Give the run more time (SCS_DEADLINE_SECONDS) or more processes (SCS_PROCESSES), then run it again. With `scs-networking run`, use --timeout.',
  },
  terminated: {
    what: 'it was told to stop',
    remedy:
      'Run the plugin again and let it finish. If you did not stop it, find out whether its pod was deleted or its node drained.',
  },
  'suite-crashed': {
    what: 'the e2e suite crashed or was killed',
    remedy: (evidence) => {
      const where = endOfOutput(evidence);
      return `Look ${where === undefined ? '' : `at ${where} and `}for an out-of-memory kill of the plugin's pod, then run it again.`;
    },
  },
  'specs-held-back': {
    what: 'the specs were not run',
    remedy:
      "Exempt the specs' namespaces from these defaults while the plugin runs, and run it again. Upstream's suite gives each of its namespaces the label e2e-run, whose value differs, and supports no further labels: exempt namespaces that have this label.",
  },
  'runner-failed': { what: 'the runner failed', remedy: 'Remove the cause and run the plugin again.' },
  'preflight-failed': {
    what: 'the preflight found that a fair run is impossible here',
    remedy: "Do what the preflight's findings ask for, then run the plugin again.",
  },
};

/** Reasons that our runner gives as whole sentences, which also say what happened. */
const SAYS_WHAT = /^The (?:deadline|runner) /;

function inBrackets(reason: string): string {
  return reason === '' ? '' : ` (${reason})`;
}

/** The run finished. */
export const runWasCompleted: Rule = ({ evidence }) => {
  const record = evidence.runRecord;
  if (record?.state !== 'read' || record.value.ending === 'completed') return [];
  const { ending } = record.value;
  const { what, remedy } = endings[ending];
  // The preflight's problems have findings of their own.
  const reason = ending === 'preflight-failed' ? '' : record.value.reason.replace(/\.$/, '');
  return [
    finding('run-not-completed', {
      text: `The run did not finish: ${SAYS_WHAT.test(reason) ? reason.replace('T', 't') : what + inBrackets(reason)}.`,
      remedy: typeof remedy === 'string' ? remedy : remedy(evidence),
      evidence: [{ path: record.path, line: null }],
    }),
  ];
};

/** Every file of evidence is in the archive as the runner recorded it. */
export const evidenceIsAsRecorded: Rule = ({ evidence }) => {
  if (evidence.runRecord?.state !== 'read') return [];
  return evidence.runRecord.value.evidence.flatMap((recorded): Finding[] => {
    const path = evidence.resultsDirectory + recorded.path;
    const found = evidence.digests.get(path);
    if (found === undefined) {
      return [
        finding('evidence-missing', {
          text: `${path}, which the run left as evidence, is missing from the archive, in whole or in part.`,
          remedy: 'Evaluate the archive as `sonobuoy retrieve` wrote it.',
          evidence: [{ path, line: null }],
        }),
      ];
    }
    if (found.sha256 === recorded.sha256 && found.bytes === recorded.bytes) return [];
    return [
      finding('evidence-altered', {
        text: `${path} is not the file that the run left: it has ${counted(found.bytes, 'byte')} and sha256 ${found.sha256}, but the run recorded ${counted(recorded.bytes, 'byte')} and ${recorded.sha256}.`,
        remedy: 'Evaluate the archive as `sonobuoy retrieve` wrote it.',
        evidence: [{ path, line: null }],
      }),
    ];
  });
};

/** The runner vouches for every JUnit, by its digest and as that of an attempt. */
export const evidenceIsListed: Rule = ({ evidence }) => {
  if (evidence.runRecord?.state !== 'read') return [];
  const listed = new Set(evidence.runRecord.value.evidence.map(({ path }) => evidence.resultsDirectory + path));
  const unlisted = junitPaths(evidence).filter((path) => !listed.has(path));
  return [...new Set([...unlisted, ...evidence.strayJunit])].sort().map((path) =>
    finding('evidence-unlisted', {
      text: `${path} is in the archive, but the run record does not list it as the evidence of an attempt.`,
      remedy: 'Evaluate the archive as `sonobuoy retrieve` wrote it.',
      evidence: [{ path, line: null }],
    }),
  );
};

function junitPaths(evidence: JudgedRun['evidence']): string[] {
  return evidence.attempts.flatMap((attempt) => attempt.junit.map(({ path }) => path));
}
