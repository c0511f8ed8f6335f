import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { CheckVerdict } from '../../../results-parsers/checks/check-verdict.ts';
import { judgedByScenarios } from '../../../results-parsers/checks/network-policy/judged-by-scenarios.ts';
import { beyondUpstream } from '../../../src/checks/network-policy/beyond-upstream.ts';
import { scenarios } from '../../../src/checks/network-policy/scenarios/all.ts';
import { runCheck } from '../../../src/checks/run-check.ts';
import { agnhostImage } from '../../../src/cluster/kubernetes-minors.ts';
import { down, up } from '../cluster.ts';
import { connectToTestCluster, type TestConnection } from '../connection.ts';
import { withFirstFamilyJudged } from '../defects/defective-engine.ts';
import { PolicyLab } from '../policy-lab.ts';
import type { ClusterState, Engine } from '../state.ts';
import { say } from '../steps.ts';
import { TESTED_KUBERNETES } from '../tested-kubernetes.ts';

const NAME = 'second-family-test';
const MINUTE = 60_000;
const settings = {
  image: agnhostImage(TESTED_KUBERNETES, null),
  credentials: null,
  namespaceLabels: {},
  outsideTargets: [],
};

let state: ClusterState;
let connection: TestConnection;

const cluster = (engine: Engine) =>
  up({ name: NAME, kubernetes: TESTED_KUBERNETES, engine, nodes: 2, ipFamily: 'dual' }, say);

beforeAll(async () => {
  state = await cluster('enforcing');
  connection = await connectToTestCluster(state);
}, 60 * MINUTE);

afterAll(async () => {
  await connection?.close();
  await down(NAME);
}, 2 * MINUTE);

function idsBy(answer: string, { parts = [] }: Partial<CheckVerdict>): string[] {
  return parts.filter((part) => part.answer === answer).map(({ id }) => id);
}

/** The scenario of the second family, and one of the first beside it. */
async function judged(): Promise<Partial<CheckVerdict>> {
  const lab = await PolicyLab.open(connection.cluster, settings);
  try {
    return await lab.judged(
      scenarios.filter(({ id }) => ['second-address-family', 'ingress-ip-block-except'].includes(id)),
    );
  } finally {
    await lab.close();
  }
}

test(
  'on two nodes with both families an enforcing engine gets a no in no scenario, but for the first moments of pods',
  async () => {
    const observations = await runCheck(beyondUpstream, {
      cluster: connection.cluster,
      runId: randomUUID(),
      settings,
      stop: new AbortController().signal,
      budgetSeconds: beyondUpstream.definition.budgetSeconds,
    });
    expect(observations).toMatchObject({ problem: null, left: [] });
    const conclusion = judgedByScenarios(observations);
    // The engine learns of a new pod from the API server, after it has started.
    expect(idsBy('no', conclusion).filter((id) => id !== 'policy-before-pod')).toEqual([]);
    expect([idsBy('unknown', conclusion), idsBy('not-applicable', conclusion)]).toEqual([[], []]);
    expect(idsBy('yes', conclusion)).toContain('second-address-family');
    expect(conclusion.text).toMatch(/The pods were on 2 nodes\.$/);
  },
  10 * MINUTE,
);

test(
  'an engine that judges the first family alone gets a no for the second',
  async () => {
    const conclusion = await withFirstFamilyJudged(state, judged);
    expect([idsBy('yes', conclusion), idsBy('no', conclusion)]).toEqual([
      ['ingress-ip-block-except'],
      ['second-address-family'],
    ]);
  },
  4 * MINUTE,
);

test(
  'without an engine the second family gets a no, as the first does',
  async () => {
    await cluster('none');
    expect(idsBy('no', await judged())).toEqual(['ingress-ip-block-except', 'second-address-family']);
  },
  4 * MINUTE,
);
