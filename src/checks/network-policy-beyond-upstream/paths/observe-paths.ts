import {
  PATH_STEPS,
  PATHS,
  type ReportedPath,
} from '../../../../results-parsers/checks/network-policy-beyond-upstream/reported-path.ts';
import type { ModelPod } from '../../../../results-parsers/policy-model/landscape.ts';
import type { CheckContext } from '../../check.ts';
import type { Arena } from '../arena.ts';
import { NOTHING, stateOf } from '../cluster-state.ts';
import type { Work } from '../lanes.ts';
import { modelPod } from '../model-pod.ts';
import type { ScenarioRunner } from '../run-scenarios.ts';
import { makePathPods, type PathPod, ROLE, removePathPods } from './path-pods.ts';
import { plannedPaths } from './planned-paths.ts';

/** A node learns of a new port within that time. */
const BEFORE_SECONDS = 3;
/** Enough for the two attempts that show a connection blocked. */
const DURING_SECONDS = 1;

/** Observes paths on which the API leaves open what policies mean. */
export function observingPaths(context: CheckContext): Work<{ arena: Arena; runner: ScenarioRunner }> {
  return { waits: 4, scenarios: [], asks: [], run: ({ arena, runner }) => observePaths(context, arena, runner) };
}

async function observePaths(context: CheckContext, arena: Arena, runner: ScenarioRunner): Promise<void> {
  const pods = await makePathPods(context, arena);
  for (const [scenario, reason] of pods.refused) {
    runner.notes.notApplicable.push({ scenario, reason: `The pods for it could not be made: ${reason}.` });
  }
  const isolated = [pods.nodePort?.pod, pods.hostPort?.pod].filter((pod) => pod !== undefined);
  arena.pods.push(...isolated.map(inModel));
  const { paths, policies } = plannedPaths(arena, pods);
  runner.notes.paths = [...(runner.notes.paths ?? []), ...paths.map(({ tried, ...path }) => noted(path, tried))];
  const of = (isControl: boolean) =>
    paths.filter(({ kind }) => (kind === 'control') === isControl).map(({ tried }) => tried);
  const [controls, others] = [of(true), of(false)];
  const state = stateOf(arena, { policies });
  await runner.step(PATHS, PATH_STEPS.before, NOTHING, [...controls, ...others], BEFORE_SECONDS);
  await runner.step(PATHS, PATH_STEPS.control, state, controls);
  await runner.step(PATHS, PATH_STEPS.during, state, others, DURING_SECONDS);
  await removePathPods(context, pods);
}

type Planned = ReturnType<typeof plannedPaths>['paths'][number];

function noted(path: Omit<Planned, 'tried'>, { from, to, port }: Planned['tried']): ReportedPath {
  return { ...path, from, to: { address: to.address, port } };
}

function inModel({ namespace, name, role, ips, nodeAddresses }: PathPod): ModelPod {
  return modelPod({ namespace, name, labels: { [ROLE]: role } }, { addresses: ips, nodeAddresses });
}
