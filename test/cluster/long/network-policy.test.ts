import { randomUUID } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { CheckObservations } from '../../../results-parsers/checks/check-observations.ts';
import type { CheckVerdict } from '../../../results-parsers/checks/check-verdict.ts';
import { judgedByScenarios } from '../../../results-parsers/checks/network-policy/judged-by-scenarios.ts';
import { type ScenarioId, scenarioIds } from '../../../results-parsers/checks/network-policy/scenario-texts.ts';
import { beyondUpstream } from '../../../src/checks/network-policy/beyond-upstream.ts';
import { scenarios } from '../../../src/checks/network-policy/scenarios/all.ts';
import { runCheck } from '../../../src/checks/run-check.ts';
import { agnhostImage } from '../../../src/cluster/kubernetes-minors.ts';
import { down, up } from '../cluster.ts';
import { connectToTestCluster, type TestConnection } from '../connection.ts';
import { withDefect, withNodeTrafficJudged } from '../defects/defective-engine.ts';
import type { Defect } from '../defects/defects.ts';
import { PolicyLab } from '../policy-lab.ts';
import type { ClusterState } from '../state.ts';
import { say } from '../steps.ts';
import { TESTED_KUBERNETES } from '../tested-kubernetes.ts';

const NAME = 'network-policy-test';
const MINUTE = 60_000;
const settings = {
  image: agnhostImage(TESTED_KUBERNETES, null),
  credentials: null,
  namespaceLabels: {},
  outsideTargets: [],
};

let state: ClusterState;
let connection: TestConnection;

beforeAll(async () => {
  state = await up({ name: NAME, kubernetes: TESTED_KUBERNETES, engine: 'enforcing' }, say);
  connection = await connectToTestCluster(state);
}, 60 * MINUTE);

afterAll(async () => {
  await connection?.close();
  await down(NAME);
}, 2 * MINUTE);

async function observed(): Promise<CheckObservations> {
  return await runCheck(beyondUpstream, {
    cluster: connection.cluster,
    runId: randomUUID(),
    settings,
    stop: new AbortController().signal,
    budgetSeconds: beyondUpstream.definition.budgetSeconds,
  });
}

/** Where SCS_NETWORKING_KEEP_ARCHIVES says, for a look at what was seen. */
async function keep(observations: CheckObservations): Promise<void> {
  const directory = process.env['SCS_NETWORKING_KEEP_ARCHIVES'];
  if (directory === undefined) return;
  await mkdir(directory, { recursive: true });
  await writeFile(join(directory, `${observations.startedAt}.json`), JSON.stringify(observations, null, 2));
}

function idsBy(answer: string, { parts = [] }: Partial<CheckVerdict>): string[] {
  return parts.filter((part) => part.answer === answer).map(({ id }) => id);
}

/** The test cluster has one address family. The engine learns of a new pod from the API server, after it has started. */
const EXPECTED_ELSE: Partial<Record<ScenarioId, string>> = {
  'second-address-family': 'not-applicable',
  'established-connection': 'reported',
};

test(
  'an enforcing engine gets a yes in each scenario, but that pods are open for a moment before it has heard of them',
  async () => {
    const observations = await observed();
    await keep(observations);
    expect(observations).toMatchObject({ problem: null, left: [] });
    const conclusion = judgedByScenarios(observations);
    const said = Object.fromEntries((conclusion.parts ?? []).map(({ id, answer }) => [id, answer]));
    const { 'policy-before-pod': early, ...others } = said;
    expect(['yes', 'no']).toContain(early);
    for (const id of scenarioIds.filter((each) => each !== 'policy-before-pod')) {
      expect([id, others[id]]).toEqual([id, EXPECTED_ELSE[id] ?? 'yes']);
    }
    expect(conclusion.measures?.map(({ id }) => id)).toEqual(['deny', 'leak', 'allow', 'try']);
  },
  10 * MINUTE,
);

describe('a defective engine gets a no where it fails:', () => {
  let lab: PolicyLab;
  beforeAll(async () => {
    lab = await PolicyLab.open(connection.cluster, settings);
  }, 3 * MINUTE);
  afterAll(() => lab?.close(), MINUTE);

  const cases: [Defect, ScenarioId[]][] = [
    ['takes the first port of a range alone', ['end-port-ingress', 'end-port-egress']],
    ['takes a range for all ports', ['end-port-ingress', 'end-port-egress']],
    ['takes named ports for all ports', ['named-port-per-pod-ingress', 'named-port-undefined', 'named-port-udp']],
    ['ignores exceptions of blocks', ['ingress-ip-block-except']],
    ['isolates in both directions always', ['policy-types-left-out', 'policy-types-narrower-than-rules']],
    [
      'opens the ports of a rule for every peer',
      ['selector-exists', 'several-rules-in-one-policy', 'service-and-pod-address'],
    ],
    ['keeps labels of pods that were removed', ['peer-label-removed', 'target-label-removed']],
    ['keeps labels of namespaces that were removed', ['namespace-label-removed']],
    ['does not hear of changed and deleted policies', ['policy-updated', 'policy-deleted']],
  ];

  test.each(cases)(
    'one that %s, in %j',
    async (defect, ids) => {
      const wanted = scenarios.filter(({ id }) => ids.includes(id));
      const conclusion = await withDefect(state, defect, () => lab.judged(wanted));
      expect(idsBy('no', conclusion)).toEqual(scenarioIds.filter((id) => ids.includes(id)));
    },
    4 * MINUTE,
  );
});

test(
  "an engine that blocks the node's own traffic gets a no for the kubelet's probes",
  async () => {
    const lab = await PolicyLab.open(connection.cluster, settings);
    try {
      const conclusion = await withNodeTrafficJudged(state, () => lab.judgedLatePods());
      expect(idsBy('no', conclusion)).toContain('kubelet-probes');
    } finally {
      await lab.close();
    }
  },
  4 * MINUTE,
);

test(
  'without an engine every scenario that applies gets a no, but for the probes of the kubelet, which nothing blocks',
  async () => {
    await up({ name: NAME, kubernetes: TESTED_KUBERNETES, engine: 'none' }, say);
    const observations = await observed();
    await keep(observations);
    const conclusion = judgedByScenarios(observations);
    expect(observations).toMatchObject({ problem: null, left: [] });
    expect(idsBy('yes', conclusion)).toEqual(['kubelet-probes']);
    expect(idsBy('not-applicable', conclusion)).toEqual(['second-address-family']);
    // It is about a policy that is enforced.
    expect(idsBy('unknown', conclusion)).toEqual(['established-connection']);
  },
  10 * MINUTE,
);
