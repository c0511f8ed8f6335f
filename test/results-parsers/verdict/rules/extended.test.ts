import { describe, expect, test } from '@jest/globals';
import { ENFORCE_DENY } from '../../../../results-parsers/checks/network-policy-beyond-upstream/scenario-facts.ts';
import {
  scenarioTexts,
  windowIds,
} from '../../../../results-parsers/checks/network-policy-beyond-upstream/scenario-texts.ts';
import type { CheckObservations } from '../../../../results-parsers/documents/checks/check-observations.ts';
import type { Verdict } from '../../../../results-parsers/index.ts';
import {
  rightEngine,
  simulated,
  simulatedArena,
} from '../../../src/checks/network-policy-beyond-upstream/simulated-engine.ts';
import { archiveWithChecks, attempts, builtObservations, builtProbe } from '../../building/checks.ts';
import { evaluateFiles, mustFindings } from '../../building/evaluate.ts';
import { type ArchiveFiles, ownArchive } from '../../building/sonobuoy.ts';

const right = withTimedScenarios(simulated(rightEngine, simulatedArena(1)));

/** Adds the scenarios that the simulation leaves out. */
function withTimedScenarios(observations: CheckObservations): CheckObservations {
  const probes = [
    'policy-before-pod/1/0',
    'kubelet-probes/0/0',
    'established-connection/0/0',
    'established-connection/2/0',
    ...windowIds.map((id) => `${id}/1/0`),
  ]
    .map((name) => builtProbe({ name }))
    .concat(builtProbe({ name: 'established-connection/1/0', expected: 'blocked' }));
  return { ...observations, probes: [...observations.probes, ...probes] };
}

function leaking(scenario: string): CheckObservations {
  return {
    ...right,
    probes: right.probes.map((probe) =>
      probe.name.startsWith(`${scenario}/`) ? { ...probe, observed: 'open' as const } : probe,
    ),
  };
}

async function evaluated(files: ArchiveFiles, extended = false): Promise<Verdict> {
  return evaluateFiles(files, undefined, { extended });
}

describe('behaviour that upstream does not test', () => {
  test('is not mentioned if all of it is as the API specifies', async () => {
    const verdict = await evaluated(archiveWithChecks([right]));
    expect(mustFindings(verdict)).toEqual([]);
    expect(verdict).toMatchObject({ verdict: 'compliant', inputs: { extended: false } });
    expect((await evaluated(archiveWithChecks([right]), true)).verdict).toBe('compliant');
  });

  test('is advice if it is not, and changes nothing', async () => {
    const verdict = await evaluated(archiveWithChecks([leaking('end-port-egress')]));
    expect(verdict.verdict).toBe('compliant');
    expect(mustFindings(verdict)).toMatchObject([{ code: 'scenario-failed', effect: 'advises' }]);
    expect(mustFindings(verdict)[0]?.text).toMatch(
      /^Does a range of ports in an egress rule open exactly these ports\? No \(end-port-egress\): x-a to y-a on TCP 8080 was open, though no rule of 'policy' allows it as egress;/,
    );
    expect(mustFindings(verdict)[0]?.remedy).toMatch(/^The API says: NetworkPolicyPort\.endPort: /);
  });

  test('fails an extended evaluation if it is not', async () => {
    const verdict = await evaluated(archiveWithChecks([leaking('end-port-egress')]), true);
    expect(verdict).toMatchObject({ verdict: 'non-compliant', inputs: { extended: true } });
    expect(mustFindings(verdict)).toMatchObject([{ code: 'required-scenario-failed', effect: 'fails' }]);
  });

  test('is undecided if connections could not be tried', async () => {
    const untried = {
      ...right,
      probes: right.probes.map((probe) =>
        probe.name.startsWith('udp-egress/') ? { ...probe, observed: 'unknown' as const } : probe,
      ),
    };
    const verdict = await evaluated(archiveWithChecks([untried]));
    expect(verdict.verdict).toBe('compliant');
    expect(mustFindings(verdict)).toMatchObject([{ code: 'scenarios-undecided', effect: 'advises' }]);
    expect(mustFindings(verdict)[0]?.text).toMatch(
      /^1 scenario of the check .* could not be decided: udp-egress\. About udp-egress: /,
    );
    expect((await evaluated(archiveWithChecks([untried]), true)).verdict).toBe('inconclusive');
  });

  test('is reported with what the API says about that scenario, and separately from undecided scenarios', async () => {
    const both = {
      ...leaking('end-port-egress'),
      probes: leaking('end-port-egress').probes.map((probe) =>
        probe.name.startsWith('udp-egress/') ? { ...probe, observed: 'unknown' as const } : probe,
      ),
    };
    const found = mustFindings(await evaluated(archiveWithChecks([both])));
    expect(found.map(({ code }) => code)).toEqual(['scenario-failed', 'scenarios-undecided']);
    expect(found[1]?.text).toMatch(/^1 scenario of the check/);
    const [failed] = mustFindings(await evaluated(archiveWithChecks([leaking('udp-egress')])));
    const api = scenarioTexts.find(({ id }) => id === 'udp-egress')?.api;
    expect(failed?.remedy).toContain(`The API says: ${api} See whether`);
  });

  test('is undecided if the check did not begin', async () => {
    const failed: CheckObservations = {
      ...right,
      probes: [],
      facts: {},
      problem: { kind: 'error', reason: 'no node takes our pods.' },
    };
    const verdict = await evaluated(archiveWithChecks([failed]), true);
    expect(verdict.verdict).toBe('inconclusive');
    expect(mustFindings(verdict)[0]?.text).toBe(
      'The check network-policy-beyond-upstream could not answer its question. The check could not be carried out: no node takes our pods.',
    );
  });

  test('is missed only in an extended evaluation', async () => {
    expect(mustFindings(await evaluated(ownArchive()))).toEqual([]);
    const verdict = await evaluated(ownArchive(), true);
    expect(verdict.verdict).toBe('inconclusive');
    expect(mustFindings(verdict)).toMatchObject([{ code: 'required-scenarios-undecided' }]);
    const other = await evaluated(archiveWithChecks([builtObservations()]), true);
    expect(mustFindings(other)).toEqual(mustFindings(verdict));
  });
});

test('the verdict says how long changes took to be enforced, which does not count against the cluster', async () => {
  const change = builtProbe({
    name: `${ENFORCE_DENY}/0/0`,
    expected: 'blocked',
    changedAt: '2026-11-22T11:10:00.000Z',
    attempts: attempts('open', 'timeout'),
  });
  const verdict = await evaluated(archiveWithChecks([{ ...right, probes: [...right.probes, change] }]), true);
  expect(verdict.verdict).toBe('compliant');
  expect(mustFindings(verdict)).toMatchObject([{ code: 'enforcement-measured', effect: 'advises' }]);
  expect(mustFindings(verdict)[0]?.text).toContain(
    "from the API server's answer to a new deny policy to the first connection that it blocks: at least 1.2, median 1.2, 95th percentile 1.2, at most 1.2 (1 sample)",
  );
});
