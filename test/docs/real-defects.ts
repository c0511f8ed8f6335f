import type { ScenarioId } from '../../results-parsers/checks/network-policy-beyond-upstream/scenario-texts.ts';
import type { Scenario } from '../../src/checks/network-policy-beyond-upstream/scenario.ts';
import { scenarioGroups } from '../../src/checks/network-policy-beyond-upstream/scenarios/all.ts';
import type { DefectRow, SeenByScenarios } from '../cluster/matrix/defects/defect-table.ts';
import { readTable } from '../cluster/matrix/defects/kept-table.ts';
import { SOUND } from '../results-parsers/policy-model/defects/model-defect.ts';
import { modelDefects } from '../results-parsers/policy-model/defects/model-defects.ts';
import { isSeenByUpstream } from '../results-parsers/policy-model/defects/seen-by-upstream.ts';
import { upstreamSpecs } from '../results-parsers/policy-model/upstream-specs.ts';
import { seenByScenarios } from '../src/checks/network-policy-beyond-upstream/seen-by-scenarios.ts';
import { simulatedArena } from '../src/checks/network-policy-beyond-upstream/simulated-engine.ts';
import { differences } from './defect-differences.ts';

/**
 * The engine learns about a pod from the API server, sometimes after the pod's first process has started. Even a sound engine of this kind fails
 * this scenario by chance, so the scenario shows nothing about a defect.
 */
export const BY_CHANCE: ScenarioId = 'policy-before-pod';

/** Scenarios that the rows do not know that do not say which ones were run. */
const NEWEST: readonly ScenarioId[] = ['egress-ip-block-except', 'named-port-of-sidecar'];

/** The results for a defect on a cluster, compared with the simulation of the same nodes and address families. */
export interface RealDefect extends DefectRow {
  readonly reports: readonly string[];
  /** The scenarios and specs that ran with another result than in the simulation. */
  readonly otherwise: readonly string[];
  /** The reason for these, or why nothing noticed the defect; null: there is nothing to explain. */
  readonly explanation: string | null;
}

export async function readRealDefects(): Promise<RealDefect[]> {
  const table = await readTable();
  return table.rows.map((row) => {
    const simulated = modelDefects.find(({ name }) => name === row.defect);
    return {
      ...row,
      reports: simulated?.reports ?? [],
      otherwise: simulated === undefined && row.defect !== SOUND.name ? [] : otherwise(row, simulated ?? SOUND),
      explanation: differences[row.defect] ?? null,
    };
  });
}

/** The scenarios whose failure shows something about the defect. */
export function failedScenarios({ defect, scenarios }: Pick<DefectRow, 'defect' | 'scenarios'>): string[] {
  const isAboutPods = defect.startsWith('hears of new pods');
  const all = new Set([...(scenarios?.failed ?? []), ...(scenarios?.failedBefore ?? [])]);
  return [...all].filter((id) => id !== BY_CHANCE || isAboutPods);
}

function otherwise(row: DefectRow, simulated: typeof SOUND): string[] {
  const { scenarios, upstream } = row;
  const predicted =
    scenarios === undefined ? [] : seenByScenarios(simulated, groupsCarriedOut(scenarios), arenaOf(scenarios.nodes));
  const seen = failedScenarios(row);
  const undecided = scenarios?.undecided ?? [];
  const predictedSpecs = upstreamSpecs.filter((spec) => isSeenByUpstream(simulated, spec)).map(({ name }) => name);
  return [
    ...seen.filter((id) => !predicted.some((each) => each === id)),
    ...(scenarios === undefined ? [] : predicted.filter((id) => !seen.includes(id) && !undecided.includes(id))),
    ...(upstream?.failed ?? []).filter((name) => !predictedSpecs.includes(name)),
    ...(upstream?.passed ?? []).filter((name) => predictedSpecs.includes(name)),
  ];
}

function groupsCarriedOut({ withoutOccasion, run }: SeenByScenarios): (readonly Scenario[])[] {
  const isRun = (id: ScenarioId): boolean => run?.includes(id) ?? !NEWEST.includes(id);
  return scenarioGroups.map((group) => group.filter(({ id }) => isRun(id) && !withoutOccasion.includes(id)));
}

/** The arena on a test cluster with this many nodes. */
function arenaOf(nodes: number): ReturnType<typeof simulatedArena> {
  const arena = simulatedArena(nodes === 1 ? 1 : 2);
  const pods = arena.pods.map((pod, index) => ({
    ...pod,
    nodeAddresses: [`192.168.0.${nodes === 1 ? 1 : (index % 2) + 1}`],
  }));
  // On one node there is no other node.
  const kubelets = nodes === 1 ? [] : arena.kubelets;
  return { ...arena, pods, apiServer: { address: '192.168.0.1', port: 6443 }, kubelets };
}
