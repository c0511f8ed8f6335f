import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { agentRestartDefinition } from '../../../../results-parsers/checks/agent-restart/definition.ts';
import { judgedByRestart } from '../../../../results-parsers/checks/agent-restart/judged-by-restart.ts';
import { AGENT_RESTART } from '../../../../results-parsers/checks/agent-restart/restart-facts.ts';
import type { Conclusion } from '../../../../results-parsers/checks/conclusion.ts';
import { observeAgentRestart } from '../../../../src/checks/agent-restart/observe.ts';
import { runCheck } from '../../../../src/checks/run-check.ts';
import { against, testClusterAccess } from '../../access/access.ts';
import { connectToTestCluster } from '../../access/connection.ts';
import { TESTED_KUBERNETES } from '../../builds/tested-versions.ts';
import { checkSettings } from '../../checks/check-settings.ts';
import { ENGINE_SET, engineCommand, engineDaemonSet } from '../../engines/engine-daemon-set.ts';
import { divertToPod, stopDiverting } from '../../engines/policy-engine.ts';
import { down, up } from '../../lifecycle/cluster.ts';
import { runChecks } from '../../matrix/check-run.ts';
import { nodesOf } from '../../nodes/nodes.ts';
import { say } from '../../progress/steps.ts';
import { type KeptArchives, keptArchives } from '../../shared/kept-archives.ts';
import { loadPluginImage } from '../../sonobuoy/plugin-image.ts';
import type { ClusterState } from '../../state/state.ts';

const NAME = 'agent-test';
const MINUTE = 60_000;
const READY_MILLISECONDS = 30_000;
const { namespace, name } = ENGINE_SET;
const SETTINGS = checkSettings(TESTED_KUBERNETES);

let state: ClusterState;
let archives: KeptArchives;

beforeAll(async () => {
  state = await up({ name: NAME, kubernetes: TESTED_KUBERNETES, nodes: 2, engine: 'none' }, say);
  await loadPluginImage(state, say);
  archives = await keptArchives();
}, 60 * MINUTE);

afterAll(async () => {
  await archives?.remove();
  await down(NAME);
}, 2 * MINUTE);

async function kubectl(command: readonly string[], input?: string): Promise<string> {
  const { exitCode, stdout, output } = await against(testClusterAccess(state), ['kubectl', ...command], input);
  if (exitCode !== 0) throw new Error(`expected kubectl ${command.join(' ')} to work, found: ${output}`);
  return stdout;
}

const ofSet = (verb: string, ...rest: readonly string[]): Promise<string> =>
  kubectl([verb, 'daemonset', name, `--namespace=${namespace}`, ...rest]);

/** Carries out the check, which has to leave nothing behind. */
async function answered(change: { agent?: string } = {}): Promise<Conclusion> {
  const connection = await connectToTestCluster(state);
  try {
    const run = observeAgentRestart(READY_MILLISECONDS);
    const observations = await runCheck(
      { definition: agentRestartDefinition, run },
      {
        cluster: connection.cluster,
        runId: randomUUID(),
        settings: { ...SETTINGS, ...change },
        stop: new AbortController().signal,
        budgetSeconds: agentRestartDefinition.budgetSeconds,
      },
    );
    expect(observations).toMatchObject({ problem: null, left: [] });
    const conclusion = judgedByRestart(observations);
    const bytes = JSON.stringify(observations, null, 2).length;
    say(`${conclusion.answer}: ${conclusion.text} (${observations.probes.length} probes, ${bytes} bytes)`);
    return conclusion;
  } finally {
    await connection.close();
  }
}

test(
  'without an agent in a daemon set, the check says what it looked for, and changes nothing',
  async () => {
    const { answer, text } = await answered();
    expect([answer, text]).toEqual(['unknown', expect.stringMatching(/^No agent was found\. .* SCS_AGENT=/)]);
    expect((await answered({ agent: 'kube-system/nobody' })).text).toMatch(/no daemon set kube-system\/nobody/);
  },
  MINUTE,
);

describe('an agent in a daemon set', () => {
  beforeEach(async () => {
    await kubectl(['apply', '--filename=-'], JSON.stringify(await engineDaemonSet(state, SETTINGS.image)));
    await ofSet('wait', '--for=jsonpath={.status.numberReady}=2', '--timeout=60s');
  }, 2 * MINUTE);

  afterEach(async () => {
    for (const node of nodesOf(state)) await stopDiverting(node);
    await ofSet('delete', '--cascade=foreground');
  }, 2 * MINUTE);

  const divert = async (whileAway: Parameters<typeof divertToPod>[1]): Promise<void> => {
    for (const node of nodesOf(state)) await divertToPod(node, whileAway);
  };

  /** The command of the pods that are made from now on; the one that runs stays. */
  const spoilNext = (...further: readonly string[]): Promise<string> => {
    const path = '/spec/template/spec/containers/0/command';
    const patch = [{ op: 'replace', path, value: engineCommand(...further) }];
    return ofSet('patch', '--type=json', `--patch=${JSON.stringify(patch)}`);
  };

  test(
    'that is missed only while it is away gets a yes, with how long allowed connections were blocked',
    async () => {
      await divert('dropped');
      const { answer, text } = await answered();
      expect(answer).toBe('yes');
      expect(text).toMatch(/client to server on TCP 8080 was wrongly blocked for up to [1-9]\d{3,} ms/);
      expect(text).not.toContain('wrongly open');
      expect(text).toMatch(/ The pods were on 2 nodes\.$/);
      expect(text).toMatch(/No connection went against the policy that was made \d+ ms after the deletion\./);
    },
    4 * MINUTE,
  );

  test(
    'is restarted in a run of the plugin that names the check, after the other checks',
    async () => {
      await divert('dropped');
      const others = ['default-restrictions', 'ingress-controller'];
      const { checks } = await runChecks(
        testClusterAccess(state),
        [AGENT_RESTART, ...others],
        archives.pathOf('agent-restart'),
      );
      expect(checks.map(({ id }) => id)).toEqual([AGENT_RESTART, 'ingress-controller', 'default-restrictions']);
      const [{ answer, text } = { answer: 'unknown', text: '' }] = checks;
      say(`${answer}: ${text}`);
      expect(answer).toBe('yes');
      expect(text).toMatch(/ was wrongly blocked for up to [1-9]\d{3,} ms.* The pods were on 2 nodes\.$/);
    },
    6 * MINUTE,
  );

  test(
    'that leaves pods open while it is away gets a yes, with how long they were open',
    async () => {
      await divert('passing');
      const { answer, text } = await answered({ agent: `${namespace}/${name}` });
      expect(answer).toBe('yes');
      expect(text).toMatch(/stranger to server on TCP 8080 was wrongly open for up to [1-9]\d{3,} ms/);
      expect(text).toMatch(/onnections? went against the policy that was made \d+ ms after the deletion/);
    },
    4 * MINUTE,
  );

  test(
    'whose next pod enforces nothing gets a no',
    async () => {
      await divert('passing');
      await spoilNext('--nfqueue-id=99');
      const { answer, text } = await answered();
      expect(answer).toBe('no');
      expect(text).toMatch(
        /stranger to server on TCP 8080 was open, though no rule of 'existing' allows it as ingress/,
      );
      expect(text).toMatch(/Nothing shows that the policy that was made \d+ ms after the deletion was enforced\./);
    },
    5 * MINUTE,
  );

  test(
    'whose next pod does not start is not judged, and the answer says why it does not',
    async () => {
      await divert('passing');
      await spoilNext('--nfqueue-id=none');
      const { answer, text } = await answered();
      expect(answer).toBe('unknown');
      expect(text).toMatch(/^The agent did not come back\. .* its container (?:ended|cannot be started)/);
    },
    4 * MINUTE,
  );

  test(
    'that does not enforce policies in the first place is left alone',
    async () => {
      const pods = () =>
        kubectl(['get', 'pods', `--namespace=${namespace}`, `--selector=app=${name}`, '--output=name']);
      const before = await pods();
      const { answer, text } = await answered();
      expect([answer, text]).toEqual(['unknown', expect.stringMatching(/^The agent was left alone, /)]);
      expect(await pods()).toBe(before);
    },
    4 * MINUTE,
  );
});
