import type { Conclusion } from '../../../results-parsers/checks/conclusion.ts';
import { BEYOND_UPSTREAM } from '../../../results-parsers/checks/network-policy-beyond-upstream/judged-by-scenarios.ts';
import {
  type ScenarioId,
  type WindowId,
  windowIds,
} from '../../../results-parsers/checks/network-policy-beyond-upstream/scenario-texts.ts';
import type { CheckVerdict } from '../../../results-parsers/documents/checks/check-verdict.ts';
import { Patience } from '../../../src/checks/network-policy-beyond-upstream/patience.ts';
import { testClusterAccess } from '../access/access.ts';
import { connectToTestCluster, type TestConnection } from '../access/connection.ts';
import { PolicyLab } from '../checks/policy-lab.ts';
import type { ClusterState } from '../state/state.ts';
import { remainsIn, runChecks } from './check-run.ts';

/** The engines of windows take milliseconds for a change, or never enforce it. */
const PATIENT_SECONDS = 6;

/** A cluster on which scenarios of the check network-policy-beyond-upstream run: all in a run of the plugin, or only some. */
export class ScenarioBench {
  readonly state: ClusterState;
  readonly #connection: TestConnection;
  readonly #file: string;

  private constructor(state: ClusterState, connection: TestConnection, file: string) {
    this.state = state;
    this.#connection = connection;
    this.#file = file;
  }

  /** @param file path at which the archive of a run is kept */
  static async open(state: ClusterState, file: string): Promise<ScenarioBench> {
    return new ScenarioBench(state, await connectToTestCluster(state), file);
  }

  /** @throws Error if the run left something behind, or the check measured nothing or did not use all nodes */
  async wholeCheck(): Promise<CheckVerdict> {
    const verdict = await runChecks(testClusterAccess(this.state), [BEYOND_UPSTREAM], this.#file);
    const check = verdict.checks.find(({ id }) => id === BEYOND_UPSTREAM);
    const problems = [
      ...remainsIn(verdict),
      ...(check === undefined ? ['found no check'] : oddities(check, this.state)),
    ];
    if (check === undefined || problems.length > 0) throw new Error(problems.join('; '));
    return check;
  }

  async scenarios(ids: readonly ScenarioId[]): Promise<Conclusion> {
    return await this.#inLab((lab) => lab.judged(ids));
  }

  async windows(ids: readonly WindowId[]): Promise<Conclusion> {
    const patience = new Patience(PATIENT_SECONDS);
    return await this.#inLab((lab) => lab.judgedWindows(ids, patience));
  }

  async latePods(): Promise<Conclusion> {
    return await this.#inLab((lab) => lab.judgedLatePods());
  }

  async close(): Promise<void> {
    await this.#connection.close();
  }

  async #inLab(work: (lab: PolicyLab) => Promise<Conclusion>): Promise<Conclusion> {
    return await PolicyLab.use(this.#connection.cluster, this.state.kubernetes, work);
  }
}

/** If nothing is enforced, only the length of a try can be measured. */
const MEASURES = {
  // The cluster does not reuse addresses soon.
  enforced: [
    'deny, leak, rule-added, rule-removed, allow, try',
    ...windowIds.filter((id) => id !== 'address-reused'),
  ].join(', '),
  none: 'try',
};

function oddities({ text, measures }: CheckVerdict, { engine, machines }: ClusterState): string[] {
  const measured = measures.map(({ id }) => id).join(', ');
  const wanted = engine === 'none' ? MEASURES.none : MEASURES.enforced;
  const where = machines.length > 1 ? `The pods were on ${machines.length} nodes.` : 'The pods were on one node';
  return [
    ...(measured === wanted ? [] : [`expected the measures ${wanted}, found ${measured}`]),
    ...(text.includes(where) ? [] : [`expected the check to say "${where}", found: ${text}`]),
  ];
}
