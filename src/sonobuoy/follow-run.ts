import { setTimeout as sleep } from 'node:timers/promises';
import { ScsNetworkingError } from '../../results-parsers/core/errors.ts';
import type { ClusterConnection } from '../cluster/connection.ts';
import { findSonobuoyRun, type RunPod, stopPod } from '../cluster/sonobuoy-run.ts';
import { type CutOff, cutOffIn } from './cut-off.ts';
import { meanwhile } from './meanwhile.ts';
import { PLUGIN_NAME } from './plugin-manifest.ts';
import type { RunObserver, RunSnapshot } from './run-observer.ts';
import { type KnownRun, RunWatch, type Sighting, type WatchEnd } from './run-watch.ts';
import { soFarText } from './so-far.ts';
import type { SonobuoyTarget } from './sonobuoy.ts';
import { readStatus } from './status.ts';

const POLL_MILLISECONDS = 2_000;
/** An operator needs some seconds for a new namespace. */
const POLICY_MILLISECONDS = 5_000;

export interface FollowOptions {
  readonly cluster: ClusterConnection;
  readonly target: SonobuoyTarget;
  readonly run: KnownRun;
  readonly observer: RunObserver;
  /** Aborts when the plugin is to hand over what it has. */
  readonly stop: AbortSignal;
  /** What the verdict takes into account and the plugin does not know of: options, by their names. */
  readonly heeds: readonly string[];
  /** Filled with the UIDs of the pods that the plugin has had. */
  readonly pluginPods: Set<string>;
}

/** Waits for a run's archive, reports its progress, and stops it if asked to. */
export async function followRun(options: FollowOptions): Promise<WatchEnd> {
  const { target, run, observer, stop } = options;
  const watch = new RunWatch(run);
  const reported = new Set<string>();
  const policies = new PolicyLook(options);
  let isStopped = false;
  let last: { snapshot: RunSnapshot; at: number } | undefined;
  // An answer may come late or not at all, and people should see that we have not given up.
  const tellAgain = (): void => {
    if (last !== undefined) observer.progress(later(last.snapshot, (Date.now() - last.at) / 1000));
  };
  for (;;) {
    const look = async (): Promise<Sighting> => ({
      ...(await sight(options)),
      cutOff: await policies.look(watch.isTesting),
    });
    const sighting = await meanwhile(look(), tellAgain, POLL_MILLISECONDS);
    const pods = podsIn(sighting);
    for (const { uid } of pods) options.pluginPods.add(uid);
    const { snapshot, end } = watch.look(sighting, isStopped, Date.now());
    // Sonobuoy counts specs that we ourselves interrupt as failures; the verdict distinguishes the two.
    for (const name of stop.aborted ? [] : watch.failures.filter((name) => !reported.has(name))) {
      reported.add(name);
      observer.specFailed(name);
    }
    if (end !== null) return end;
    if (snapshot.mustSoFar !== null && !reported.has(snapshot.mustSoFar)) {
      reported.add(snapshot.mustSoFar);
      observer.say(soFarText(snapshot.mustSoFar, options.heeds));
    }
    last = { snapshot, at: Date.now() };
    observer.progress(snapshot);
    if (stop.aborted && !isStopped && snapshot.phase !== 'collecting') {
      const mayHaveResults = snapshot.phase === 'testing' || pods.some(({ phase }) => phase !== 'Pending');
      if (sighting.objects.kind === 'known' && !mayHaveResults) {
        return { kind: 'no-archive', reason: 'the plugin had not started yet' };
      }
      isStopped = await stopPlugin(options, pods);
    }
    await pause(stop);
  }

  async function stopPlugin({ cluster }: FollowOptions, pods: readonly RunPod[]): Promise<boolean> {
    try {
      for (const pod of pods) await stopPod(cluster, target.namespace, pod);
      return pods.length > 0;
    } catch (error) {
      if (!(error instanceof ScsNetworkingError)) throw error;
      observer.say(`Stopping the run has not worked yet: ${error.message}`);
      await sleep(POLL_MILLISECONDS);
      return false;
    }
  }
}

/** What is known of a run, some seconds after it was seen. */
function later(snapshot: RunSnapshot, seconds: number): RunSnapshot {
  const { elapsedSeconds, quietSeconds, secondsLeft } = snapshot;
  const left = secondsLeft === null ? null : Math.max(0, secondsLeft - seconds);
  return {
    ...snapshot,
    elapsedSeconds: elapsedSeconds + seconds,
    quietSeconds: quietSeconds + seconds,
    secondsLeft: left,
  };
}

/** Looks from time to time for policies that cut off a run that has not started specs yet, and reports once what it finds. */
class PolicyLook {
  readonly #options: FollowOptions;
  #found: CutOff | null = null;
  #lastAt = Number.NEGATIVE_INFINITY;

  constructor(options: FollowOptions) {
    this.#options = options;
  }

  async look(isTesting: boolean): Promise<CutOff | null> {
    if (isTesting) return null;
    if (performance.now() - this.#lastAt < POLICY_MILLISECONDS || this.#found?.isCertain) return this.#found;
    this.#lastAt = performance.now();
    const { cluster, target, observer } = this.#options;
    try {
      this.#found = await cutOffIn(cluster, target.namespace);
    } catch (error) {
      // If policies cannot be read, they explain nothing; an unreachable API server is noticed elsewhere.
      if (!(error instanceof ScsNetworkingError)) throw error;
    }
    const { isCertain = false, text = '', remedy = '' } = this.#found ?? {};
    if (isCertain) observer.say(`If the network plugin enforces it, ${text}. ${remedy}`);
    return this.#found;
  }
}

/** Waits until it is time to look again. The first request to stop ends the wait. */
async function pause(stop: AbortSignal): Promise<void> {
  if (stop.aborted) await sleep(POLL_MILLISECONDS);
  else await sleep(POLL_MILLISECONDS, undefined, { signal: stop }).catch(() => undefined);
}

async function sight({ cluster, target }: FollowOptions): Promise<Sighting> {
  const objects: Promise<Sighting['objects']> = findSonobuoyRun(cluster, target.namespace).then(
    (run) => ({ kind: 'known', run }),
    (error: unknown) => {
      if (!(error instanceof ScsNetworkingError)) throw error;
      return { kind: 'unanswered', problem: error.message };
    },
  );
  const [answer, seen] = await Promise.all([readStatus(target), objects]);
  return { answer, objects: seen };
}

function podsIn({ objects }: Sighting): readonly RunPod[] {
  return objects.kind === 'known' ? (objects.run?.plugins.get(PLUGIN_NAME) ?? []) : [];
}
