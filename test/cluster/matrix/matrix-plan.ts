import {
  type ScenarioId,
  scenarioIds,
} from '../../../results-parsers/checks/network-policy-beyond-upstream/scenario-texts.ts';
import { ScsNetworkingError } from '../../../results-parsers/core/errors.ts';
import { describeNodes, isCilium } from '../state/state.ts';
import type { CheckState } from './check-state.ts';
import { checkStates } from './check-states.ts';
import { type ScenarioCase, scenarioCases } from './scenario-cases.ts';

/** The requested rows, and the work that they need. */
export interface MatrixPlan {
  /** The scenarios among the rows; each state is a row, too. */
  readonly scenarios: readonly ScenarioId[];
  readonly clusters: readonly PlannedCluster[];
}

/** The states and cases through which a single cluster is switched, one after another. */
export interface PlannedCluster {
  readonly states: readonly CheckState[];
  readonly cases: readonly ScenarioCase[];
}

/**
 * @param only words in the names of rows; undefined: all rows
 * @throws ScsNetworkingError USAGE if some words occur in no row's name
 */
export function matrixPlan(only: readonly string[] | undefined): MatrixPlan {
  const names = [...checkStates.map(({ name }) => name), ...scenarioIds];
  const unknown = only?.filter((words) => !names.some((name) => name.includes(words))) ?? [];
  if (unknown.length > 0) {
    const found = unknown.map((words) => JSON.stringify(words)).join(', ');
    throw new ScsNetworkingError('USAGE', `expected words of a row's name, found ${found}; rows: ${names.join(', ')}`);
  }
  const isWanted = (name: string): boolean => only === undefined || only.some((words) => name.includes(words));
  const scenarios = scenarioIds.filter(isWanted);
  const states = checkStates.filter(({ name }) => isWanted(name));
  const cases = scenarioCases.filter(({ shows }) => shows.some((id) => scenarios.includes(id)));
  const kinds = new Set([...states, ...cases].map(clusterKind));
  const clusters = [...kinds].map((kind) => ({
    states: states.filter((state) => clusterKind(state) === kind),
    cases: cases.filter((each) => clusterKind(each) === kind),
  }));
  return { scenarios, clusters };
}

/** Cases of the same kind can share a cluster: a running cluster keeps its nodes, and cannot change to or from Cilium. */
function clusterKind({ cluster }: { readonly cluster: ScenarioCase['cluster'] }): string {
  return `${describeNodes(cluster)}${isCilium(cluster.engine) ? ', Cilium' : ''}`;
}
