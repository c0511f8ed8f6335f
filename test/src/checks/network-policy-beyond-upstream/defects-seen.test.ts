import { describe, expect, test } from '@jest/globals';
import type { ScenarioId } from '../../../../results-parsers/checks/network-policy-beyond-upstream/scenario-texts.ts';
import { firstScenarioIds } from '../../../../results-parsers/checks/network-policy-beyond-upstream/scenario-texts.ts';
import { scenarioGroups, scenarios } from '../../../../src/checks/network-policy-beyond-upstream/scenarios/all.ts';
import { SOUND } from '../../../results-parsers/policy-model/defects/model-defect.ts';
import { modelDefects } from '../../../results-parsers/policy-model/defects/model-defects.ts';
import { isSeenByUpstream } from '../../../results-parsers/policy-model/defects/seen-by-upstream.ts';
import { upstreamSpecs } from '../../../results-parsers/policy-model/upstream-specs.ts';
import { arenaOnTwoNodes, seenByScenarios } from './seen-by-scenarios.ts';

const arena = arenaOnTwoNodes();
const isUpstreams = (defect: typeof SOUND): boolean => upstreamSpecs.some((spec) => isSeenByUpstream(defect, spec));

/** Scenarios that were added because of defects that neither upstream nor the first scenarios notice. */
const closedBy: [ScenarioId, string][] = [
  ['except-and-another-policy', 'blocks what a block excepts, although another rule allows it'],
  ['same-block-in-two-rules', 'keeps the last one of several rules with the same block'],
  ['block-within-a-block', 'lets a narrow block hide a broad one'],
  ['named-port-and-block', 'leaves out rules with a named port and a block'],
  ['several-egress-rules', 'crosses the ports and peers of egress rules'],
  ['many-ports-in-one-rule', 'reads fifteen ports of a rule'],
  ['not-in-several-values', 'takes NotIn of several values for NotIn of any one of them'],
  ['not-in-several-values', 'reads the first value of NotIn alone'],
  ['target-in-several-values', 'selects no pods to isolate by In with several values'],
  ['labels-that-look-like-numbers', 'never matches labels whose values look like numbers'],
  ['labels-that-look-like-numbers', 'compares label values that look like numbers as numbers'],
  [
    'namespace-label-removed-both-selectors',
    'does not see changed labels of namespaces where a peer has both selectors',
  ],
  ['named-port-of-sidecar', 'does not know the names of ports of sidecars'],
  ['egress-to-no-pod', 'lets egress by a namespaceSelector with NotIn out to what is no pod'],
  ['egress-to-no-pod', 'lets what goes to other nodes and outside pass'],
];

describe('simulated defects', () => {
  test('do not show on a sound engine in any spec or scenario, together or alone', () => {
    expect(isUpstreams(SOUND)).toBe(false);
    expect(seenByScenarios(SOUND, scenarioGroups, arena)).toEqual([]);
    expect(
      seenByScenarios(
        SOUND,
        scenarios.map((scenario) => [scenario]),
        arena,
      ),
    ).toEqual([]);
  });

  test.each(closedBy)('show in %s for an engine that %s, but not in upstream or the first scenarios', (id, name) => {
    const defect = modelDefects.find((each) => each.name === name) ?? SOUND;
    expect(seenByScenarios(defect, scenarioGroups, arena)).toContain(id);
    expect(isUpstreams(defect)).toBe(false);
    const first = scenarios.filter((scenario) => firstScenarioIds.some((each) => each === scenario.id));
    expect(
      seenByScenarios(
        defect,
        first.map((scenario) => [scenario]),
        arena,
      ),
    ).toEqual([]);
  });

  test('all show in the specs or the scenarios', () => {
    const unseen = modelDefects.filter(
      (defect) => !isUpstreams(defect) && seenByScenarios(defect, scenarioGroups, arena).length === 0,
    );
    expect(unseen.map(({ name }) => name)).toEqual([]);
  });

  test('have different names, and valid references to reports', () => {
    expect(new Set(modelDefects.map(({ name }) => name)).size).toBe(modelDefects.length);
    for (const report of modelDefects.flatMap(({ reports }) => reports)) {
      expect(report).toMatch(/^[\w.-]+\/[\w.-]+#\d+$/);
    }
  });
});
