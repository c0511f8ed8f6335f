import { createHash, randomUUID } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { BEYOND_UPSTREAM } from '../../../../results-parsers/checks/network-policy-beyond-upstream/judged-by-scenarios.ts';
import { ownChecks } from '../../../../results-parsers/checks/registry.ts';
import { messageOf } from '../../../../results-parsers/core/errors.ts';
import { observeBeyondUpstream } from '../../../../src/checks/network-policy-beyond-upstream/observe.ts';
import { runCheck } from '../../../../src/checks/run-check.ts';
import { freePodsOn, listNodes } from '../../../../src/cluster/nodes.ts';
import { serverVersion } from '../../../../src/cluster/sonobuoy-run.ts';
import { connectToTestCluster } from '../../access/connection.ts';
import { checkSettings } from '../../checks/check-settings.ts';
import { down, up } from '../../lifecycle/cluster.ts';
import { interruptTakesDown } from '../../lifecycle/interrupt.ts';
import { say } from '../../progress/steps.ts';
import type { ClusterOptions } from '../../state/cluster-options.ts';
import type { ClusterState } from '../../state/state.ts';
import { releaseOf } from '../engine-row.ts';
import type { SoundRun } from './defect-table.ts';
import { directoryForObservations, keep } from './kept-table.ts';

const NAME = 'sound-engines';

type Place = Pick<ClusterOptions, 'engine' | 'nodes' | 'ipFamily'>;

/** Released engines, on which no scenario should fail without an explanation. */
export const soundPlaces: readonly (Place & { readonly name: string })[] = [
  { name: 'kube-network-policies', engine: 'enforcing' },
  { name: 'kube-network-policies on two nodes', engine: 'enforcing', nodes: 2, ipFamily: 'dual' },
  { name: 'kube-router', engine: 'kube-router' },
  { name: 'kube-router on two nodes', engine: 'kube-router', nodes: 2 },
  { name: 'cilium', engine: 'cilium' },
  { name: 'cilium on two nodes', engine: 'cilium', nodes: 2 },
];

/**
 * Runs the check network-policy-beyond-upstream on engines without a defect of ours, and adds its results to docs/defects.json.
 *
 * @param only names of places; undefined: all
 * @param repeat the number of runs in a row on each
 * @returns whether all runs gave a result
 */
export async function runSoundEngines(
  kubernetes: string,
  only: readonly string[] | undefined,
  repeat: number,
): Promise<boolean> {
  const missed: string[] = [];
  for (const { name, ...place } of soundPlaces.filter((each) => only === undefined || only.includes(each.name))) {
    const interrupt = interruptTakesDown(NAME);
    await down(NAME);
    try {
      const state = await up({ name: NAME, kubernetes, ...place }, say);
      for (let count = 0; count < repeat; count += 1) {
        const run = await soundRun(name, state);
        await keep((table) => ({ ...table, sound: [...table.sound, run] }));
        say(`${name}: ${JSON.stringify(run)}`);
      }
    } catch (error) {
      await interrupt.instead(error).catch(() => missed.push(`${name}: ${messageOf(error)}`));
    } finally {
      await down(NAME);
      interrupt.disarm();
    }
  }
  if (missed.length > 0)
    process.stderr.write(`expected a result on every engine, but these failed:\n${missed.join('\n')}\n`);
  return missed.length === 0;
}

async function soundRun(name: string, state: ClusterState): Promise<SoundRun> {
  const connection = await connectToTestCluster(state);
  try {
    const { definition, judge } = ownChecks[BEYOND_UPSTREAM];
    const usable = (await listNodes(connection.cluster)).filter(({ unusable }) => unusable === null);
    const observations = await runCheck(
      { definition, run: observeBeyondUpstream },
      {
        cluster: connection.cluster,
        runId: randomUUID(),
        // As a run of the plugin has it, which uses as many arenas as there is room for.
        settings: { ...checkSettings(state.kubernetes), freePods: freePodsOn(usable) },
        budgetSeconds: definition.budgetSeconds,
        stop: new AbortController().signal,
      },
    );
    const text = JSON.stringify(observations);
    const sha256 = createHash('sha256').update(text).digest('hex');
    const directory = directoryForObservations();
    await mkdir(directory, { recursive: true });
    await writeFile(join(directory, `sound ${name} ${sha256.slice(0, 8)}.json`), text);
    const parts = judge(observations).parts ?? [];
    const withAnswer = (answer: string) => parts.filter((part) => part.answer === answer);
    return {
      name,
      engine: `${state.engine === 'enforcing' ? 'kube-network-policies' : state.engine} ${(await releaseOf(state.engine)) ?? ''}`,
      kubernetes: await serverVersion(connection.cluster),
      nodes: state.machines.length,
      seconds: Math.round((Date.parse(observations.endedAt) - Date.parse(observations.startedAt)) / 1000),
      passed: withAnswer('yes').length,
      failed: Object.fromEntries(withAnswer('no').map(({ id, text: why }) => [id, why])),
      undecided: Object.fromEntries(withAnswer('unknown').map(({ id, text: why }) => [id, why])),
      observations: sha256,
    };
  } finally {
    await connection.close();
  }
}
