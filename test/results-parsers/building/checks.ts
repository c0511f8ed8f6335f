import type { CheckIdentity } from '../../../results-parsers/documents/checks/check-definition.ts';
import { CheckObservations, observationsFile } from '../../../results-parsers/documents/checks/check-observations.ts';
import type { Probe, ProbeAttempt } from '../../../results-parsers/documents/checks/probe.ts';
import { type ArchiveFiles, type OwnRun, ownArchive } from './sonobuoy.ts';

export const ingressCheck: CheckIdentity = {
  id: 'some-check',
  clause: 'ingress',
  level: 'SHOULD',
  question: 'Does it answer?',
};

/** Attempts a second apart, from 11:10:00 on, of half a second each. */
export function attempts(...results: ProbeAttempt['result'][]): ProbeAttempt[] {
  return results.map((result, index) => {
    const startedAt = Date.parse('2026-11-22T11:10:00.000Z') + index * 1000;
    return {
      startedAt: new Date(startedAt).toISOString(),
      endedAt: new Date(startedAt + 500).toISOString(),
      result,
      detail: result === 'open' ? '' : result.toUpperCase(),
    };
  });
}

/** A probe that observed what it expected, unless told otherwise. */
export function builtProbe(change: Partial<Probe> = {}): Probe {
  const expected = change.expected === undefined ? 'open' : change.expected;
  const observed = change.observed ?? expected ?? 'open';
  return {
    name: 'a-to-b',
    from: { namespace: 'a', pod: 'client' },
    to: { what: 'pod b/server', address: '10.244.0.7' },
    protocol: 'TCP',
    port: 8080,
    expected,
    observed,
    changedAt: null,
    attempts: attempts(observed === 'open' ? 'open' : observed === 'blocked' ? 'timeout' : 'error'),
    ...change,
  };
}

/** A check that came to its end with one probe as it should be, unless told otherwise. */
export function builtObservations(change: Partial<CheckObservations> = {}): CheckObservations {
  return CheckObservations.parse({
    apiVersion: 'scs-networking/v1',
    kind: 'CheckObservations',
    check: ingressCheck,
    startedAt: '2026-11-22T11:10:00.000Z',
    endedAt: '2026-11-22T11:10:12.500Z',
    problem: null,
    namespaces: [],
    probes: [builtProbe()],
    facts: {},
    left: [],
    ...change,
  });
}

/** An archive of our plugin whose checks observed this. */
export function archiveWithChecks(observations: readonly CheckObservations[], run: OwnRun = {}): ArchiveFiles {
  const files = observations.map(
    (document) => [observationsFile(document.check.id), JSON.stringify(document)] as const,
  );
  return ownArchive({ ...run, files });
}
