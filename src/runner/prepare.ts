import { counted } from '../../results-parsers/core/counted.ts';
import { messageOf } from '../../results-parsers/core/errors.ts';
import { type ClusterConnection, connectToCluster } from '../cluster/connection.ts';
import { kubernetesMinor } from '../cluster/kubernetes-minors.ts';
import { aggregatorStart, aggregatorTimeoutSeconds, ownNamespace } from '../cluster/own-pod.ts';
import { markedSuite } from './cleanup/marked-suite.ts';
import { armDeadline, secondsLeft } from './deadline.ts';
import { say } from './pod-log.ts';
import { runPreflight } from './preflight/preflight.ts';
import { problem } from './preflight/problem.ts';
import type { Stop } from './stop.ts';
import { chooseProcesses } from './suite/choose-processes.ts';
import { suiteImage, suiteMinor } from './suite/describe-suite.ts';
import type { SuiteFiles } from './suite/ginkgo-command.ts';
import { exemptedSpecs, specsLeftOut } from './suite/left-out.ts';
import type { PluginRun } from './suite/plugin-run.ts';
import { writeDockerConfig, writeRepoList } from './suite/suite-files.ts';
import { waiversInForce } from './waivers-in-force.ts';

/** Sonobuoy's own limit, if it can be read, comes before the deadline that was set if it is the earlier one. */
async function heedAggregator(cluster: ClusterConnection, run: PluginRun, stop: Stop): Promise<void> {
  const namespace = ownNamespace();
  if (namespace === null) return;
  const timeoutSeconds = await aggregatorTimeoutSeconds(cluster, namespace);
  if (timeoutSeconds === null) return;
  const startedAt = (await aggregatorStart(cluster, namespace)) ?? new Date(run.startedAt);
  const seconds = secondsLeft({ timeoutSeconds, startedAt }, run.settings.stopSeconds, new Date());
  say(`Sonobuoy gives up after ${counted(timeoutSeconds, 'second')} (--timeout): the run uses ${seconds} of them.`);
  armDeadline(stop, seconds, `from Sonobuoy's --timeout of ${timeoutSeconds}`);
}

/**
 * Finds out what the specs may do in the cluster, and decides what runs and how. Notes it all in `run`; if a fair run is impossible,
 * `run.ending` says so. Never rejects.
 */
export async function prepareRun(run: PluginRun, stop: Stop): Promise<SuiteFiles> {
  const { settings } = run;
  const repoList = writeRepoList(settings.registry);
  const image = await suiteImage(run, repoList, stop.signal);
  const suite = markedSuite(settings.e2eBinary, run.id);
  const minor = suiteMinor(run);
  const question = {
    specList: run.specList ?? [],
    waivers: waiversInForce(settings),
    minor,
    day: run.startedAt.slice(0, 10),
  };
  run.exempted = exemptedSpecs(question);
  if (settings.dryRun) return { suite, repoList, dockerConfig: null };

  let cluster: ClusterConnection;
  try {
    cluster = connectToCluster(settings.kubeconfig);
  } catch (error) {
    const found = problem('api-unreachable', messageOf(error), 'See the message.');
    const at = new Date().toISOString();
    run.preflight = {
      startedAt: at,
      endedAt: at,
      problems: [found],
      image,
      nodes: [],
      sctp: null,
      networkPlugin: null,
    };
    judgePreflight(run);
    return { suite, repoList, dockerConfig: null };
  }
  await heedAggregator(cluster, run, stop);
  const namespace = ownNamespace();
  const pod = namespace === null || settings.podUid === null ? null : { namespace, uid: settings.podUid };
  const { preflight, credentials } = await runPreflight({ cluster, runId: run.id, pod, image, signal: stop.signal });
  run.preflight = preflight;
  run.credentials = credentials;
  chooseFrom(run, minor);
  judgePreflight(run);
  return { suite, repoList, dockerConfig: writeDockerConfig(credentials) };
}

function chooseFrom(run: PluginRun, minor: string): void {
  if (run.preflight === null) return;
  const { nodes, problems, sctp } = run.preflight;
  const { podsPerSpec } = kubernetesMinor(minor);
  run.processes = chooseProcesses(run.settings.processes, { nodes, podsPerSpec, memoryMi: run.settings.memoryMi });
  run.leftOut = specsLeftOut(run.exempted, sctp, minor);
  if (!run.processes.isTooMany) return;
  const text = `${run.processes.processes} processes were requested, but the nodes have no room for their pods.`;
  const tooMany = problem('capacity', text, 'Request fewer with SCS_PROCESSES, or leave the number to the runner.');
  run.preflight = { ...run.preflight, problems: [...problems, tooMany] };
}

function judgePreflight(run: PluginRun): void {
  const problems = run.preflight?.problems ?? [];
  for (const { text, remedy } of problems) say(`Preflight: ${text} ${remedy}`);
  const stopping = problems.filter(({ stops }) => stops);
  if (stopping.length === 0 || run.settings.ignorePreflight) return;
  run.ending = 'preflight-failed';
  run.reason = stopping.map(({ text }) => text).join(' ');
}
