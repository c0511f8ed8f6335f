import { randomUUID } from 'node:crypto';
import type { Conclusion } from '../../../results-parsers/checks/conclusion.ts';
import { beyondUpstreamDefinition } from '../../../results-parsers/checks/network-policy-beyond-upstream/definition.ts';
import { judgedByScenarios } from '../../../results-parsers/checks/network-policy-beyond-upstream/judged-by-scenarios.ts';
import { SCENARIOS_FACT } from '../../../results-parsers/checks/network-policy-beyond-upstream/scenario-facts.ts';
import type {
  ScenarioId,
  WindowId,
} from '../../../results-parsers/checks/network-policy-beyond-upstream/scenario-texts.ts';
import type { CheckVerdict } from '../../../results-parsers/documents/checks/check-verdict.ts';
import { CheckWorkplace } from '../../../src/checks/check-workplace.ts';
import { type Arena, makeArena } from '../../../src/checks/network-policy-beyond-upstream/arena.ts';
import { ClusterState, NOTHING } from '../../../src/checks/network-policy-beyond-upstream/cluster-state.ts';
import { runLatePods } from '../../../src/checks/network-policy-beyond-upstream/late-pods.ts';
import { observingPaths } from '../../../src/checks/network-policy-beyond-upstream/paths/observe-paths.ts';
import { Patience } from '../../../src/checks/network-policy-beyond-upstream/patience.ts';
import { ScenarioRunner } from '../../../src/checks/network-policy-beyond-upstream/run-scenarios.ts';
import { scenarios } from '../../../src/checks/network-policy-beyond-upstream/scenarios/all.ts';
import { windows } from '../../../src/checks/network-policy-beyond-upstream/windows/all.ts';
import { watchWindows } from '../../../src/checks/network-policy-beyond-upstream/windows/watch-window.ts';
import { askAmongLasting } from '../../../src/checks/network-policy-beyond-upstream/windows/window.ts';
import { Turns } from '../../../src/checks/probe/turns.ts';
import type { ClusterConnection } from '../../../src/cluster/connection.ts';
import { checkSettings } from './check-settings.ts';

/** The pods of the check network-policy-beyond-upstream, with which single scenarios can run. */
export class PolicyLab {
  readonly arena: Arena;
  readonly #workplace: CheckWorkplace;
  readonly #state: ClusterState;

  private constructor(workplace: CheckWorkplace, arena: Arena) {
    this.#workplace = workplace;
    this.arena = arena;
    this.#state = new ClusterState(workplace.context, arena);
  }

  /** @param kubernetes the cluster's version as MAJOR.MINOR */
  static async open(cluster: ClusterConnection, kubernetes: string): Promise<PolicyLab> {
    const settings = checkSettings(kubernetes);
    const signal = new AbortController().signal;
    const workplace = new CheckWorkplace({ cluster, runId: randomUUID(), settings, signal, budgetSeconds: 480 });
    try {
      return new PolicyLab(workplace, await makeArena(workplace.context));
    } catch (error) {
      await workplace.clear();
      throw error;
    }
  }

  /** Opens a lab for as long as the work takes. */
  static async use<T>(
    cluster: ClusterConnection,
    kubernetes: string,
    work: (lab: PolicyLab) => Promise<T>,
  ): Promise<T> {
    const lab = await PolicyLab.open(cluster, kubernetes);
    try {
      return await work(lab);
    } finally {
      await lab.close();
    }
  }

  runner(): ScenarioRunner {
    return new ScenarioRunner(this.#workplace.context, this.arena, this.#state);
  }

  /** The answers of these scenarios, with no policy in force before and after them. */
  async judged(ids: readonly ScenarioId[]): Promise<Conclusion> {
    const chosen = scenarios.filter(({ id }) => ids.includes(id));
    return await this.#judged(async (runner) => {
      await runner.baseline(chosen);
      for (const scenario of chosen) await runner.run(scenario);
    });
  }

  /** The answer of this scenario. */
  async answerTo(id: ScenarioId): Promise<CheckVerdict['parts'][number]['answer'] | undefined> {
    const { parts = [] } = await this.judged([id]);
    return parts.find((part) => part.id === id)?.answer;
  }

  /** The answers that these changes give when they are watched. */
  async judgedWindows(ids: readonly WindowId[], patience = new Patience()): Promise<Conclusion> {
    const chosen = windows.filter(({ id }) => ids.includes(id));
    const ofOwnPatience = new ScenarioRunner(this.#workplace.context, this.arena, this.#state, { patience });
    return await this.#judged(async (runner) => {
      const asks = chosen.flatMap((window) => window.asks.flatMap((ask) => askAmongLasting(ask) ?? []));
      await runner.baseline([], asks);
      const lane = { arena: this.arena, state: this.#state, runner, watching: new Turns(1) };
      await watchWindows(
        this.#workplace.context,
        lane,
        [...chosen.entries()].map(([number, window]) => ({ window, number })),
      );
    }, ofOwnPatience);
  }

  async judgedLatePods(): Promise<Conclusion> {
    return await this.#judged((runner) => runLatePods(this.#workplace.context, this.arena, runner));
  }

  /** What is reported of paths on which the API leaves open what policies mean. */
  async judgedPaths(): Promise<Conclusion> {
    const { run } = observingPaths(this.#workplace.context);
    return await this.#judged((runner) => run({ arena: this.arena, runner }));
  }

  async #judged(
    work: (runner: ScenarioRunner) => Promise<void>,
    runner: ScenarioRunner = this.runner(),
  ): Promise<Conclusion> {
    const before = this.#workplace.observed.probes.length;
    await work(runner);
    await this.#state.become(NOTHING);
    const { id, clause, level, question } = beyondUpstreamDefinition;
    const at = new Date().toISOString();
    const { pods, namespaces, services, nodes, apiServer, kubelets } = this.arena;
    return judgedByScenarios({
      apiVersion: 'scs-networking/v1',
      kind: 'CheckObservations',
      check: { id, clause, level, question },
      startedAt: at,
      endedAt: at,
      problem: null,
      namespaces: [],
      probes: this.#workplace.observed.probes.slice(before),
      facts: { [SCENARIOS_FACT]: { pods, namespaces, services, nodes, apiServer, kubelets, ...runner.notes } },
      left: [],
    });
  }

  async close(): Promise<void> {
    await this.#workplace.clear();
  }
}
