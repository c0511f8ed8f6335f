import { createHash, randomUUID } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Conclusion } from '../../../../results-parsers/checks/conclusion.ts';
import type { Tried } from '../../../../results-parsers/checks/network-policy-beyond-upstream/expected-reach.ts';
import { type OwnCheckId, ownChecks } from '../../../../results-parsers/checks/registry.ts';
import type { CheckObservations } from '../../../../results-parsers/documents/checks/check-observations.ts';
import type { Probe } from '../../../../results-parsers/documents/checks/probe.ts';
import { CheckWorkplace } from '../../../../src/checks/check-workplace.ts';
import { type Arena, makeArena } from '../../../../src/checks/network-policy-beyond-upstream/arena.ts';
import { ClusterState, NOTHING } from '../../../../src/checks/network-policy-beyond-upstream/cluster-state.ts';
import { Patience } from '../../../../src/checks/network-policy-beyond-upstream/patience.ts';
import { ScenarioRunner } from '../../../../src/checks/network-policy-beyond-upstream/run-scenarios.ts';
import { SOUND } from '../../../results-parsers/policy-model/defects/model-defect.ts';
import { checkSettings } from '../../checks/check-settings.ts';
import { bypassNames, withBypass } from './bypasses.ts';
import type { DefectBench } from './defect-bench.ts';
import { lies } from './lies.ts';

/** The engine applies a change within milliseconds, however much else it has to do. */
const PATIENT_SECONDS = 6;

/** The result of a check of ours on an engine with a defect. */
export interface CarriedOut {
  readonly observations: CheckObservations;
  readonly conclusion: Conclusion;
  /** The digest of the observations in JSON. */
  readonly sha256: string;
  /** Null: the engine was bypassed. */
  readonly lies: number | null;
  readonly seconds: number;
}

/** The work of a check; it returns its facts, without the probes. */
export type Work = (runner: ScenarioRunner, lab: DefectLab) => Promise<CheckObservations['facts']>;

/** Pods of ours, with which checks run on an engine with one defect after another. */
export class DefectLab {
  readonly arena: Arena;
  readonly #bench: DefectBench;
  readonly #runId: string;
  readonly #workplace: CheckWorkplace;
  readonly #state: ClusterState;
  readonly #baselines = new Map<OwnCheckId, readonly Probe[]>();

  private constructor(
    bench: DefectBench,
    runId: string,
    workplace: CheckWorkplace,
    made: { readonly arena: Arena; readonly state: ClusterState },
  ) {
    this.#bench = bench;
    this.#runId = runId;
    this.#workplace = workplace;
    this.arena = made.arena;
    this.#state = made.state;
  }

  static async open(bench: DefectBench): Promise<DefectLab> {
    const runId = randomUUID();
    const signal = new AbortController().signal;
    const settings = checkSettings(bench.state.kubernetes);
    const workplace = new CheckWorkplace({ cluster: bench.cluster, runId, settings, signal, budgetSeconds: 3_600 });
    try {
      const { context } = workplace;
      const arena = await makeArena(context);
      const state = new ClusterState(context, arena);
      return new DefectLab(bench, runId, workplace, { arena, state });
    } catch (error) {
      await workplace.clear();
      throw error;
    }
  }

  /** Tries the connections of a check without any policy, only once for all defects. */
  async baselineOf(id: OwnCheckId, connections: readonly Tried[]): Promise<readonly Probe[]> {
    const known = this.#baselines.get(id);
    if (known !== undefined) return known;
    const probes = await new ScenarioRunner(this.context, this.arena, this.#state).baselineOf(connections);
    this.#baselines.set(id, probes);
    return probes;
  }

  get context(): CheckWorkplace['context'] {
    return this.#workplace.context;
  }

  /** Does the work of a check on an engine with the defect, with nothing in force before and after it. */
  async carryOut(id: OwnCheckId, defect: string, work: Work): Promise<CarriedOut> {
    const { liar, directory } = this.#bench;
    const isBypassed = bypassNames.includes(defect);
    await liar.simulate(this.#runId, isBypassed ? SOUND.name : defect);
    const before = this.#workplace.observed.probes.length;
    const startedAt = new Date().toISOString();
    const patience = lies.get(defect)?.late === undefined ? new Patience(PATIENT_SECONDS) : new Patience();
    const runner = new ScenarioRunner(this.context, this.arena, this.#state, { patience });
    const facts = await withBypass(this.#bench.state, defect, this.arena.pods, async () =>
      work(runner, this).finally(() => this.#state.become(NOTHING)),
    );
    const endedAt = new Date().toISOString();
    const { clause, level, question } = ownChecks[id].definition;
    const observations: CheckObservations = {
      apiVersion: 'scs-networking/v1',
      kind: 'CheckObservations',
      check: { id, clause, level, question },
      startedAt,
      endedAt,
      problem: null,
      namespaces: [],
      probes: [...(this.#baselines.get(id) ?? []), ...this.#workplace.observed.probes.slice(before)],
      facts,
      left: [],
    };
    const text = JSON.stringify(observations);
    await writeFile(join(directory, `${id} ${defect}.json`), text);
    return {
      observations,
      conclusion: ownChecks[id].judge(observations),
      sha256: createHash('sha256').update(text).digest('hex'),
      lies: isBypassed ? null : await liar.liesAbout(this.#runId),
      seconds: Math.round((Date.parse(endedAt) - Date.parse(startedAt)) / 1000),
    };
  }

  async close(): Promise<void> {
    await this.#workplace.clear();
  }
}
