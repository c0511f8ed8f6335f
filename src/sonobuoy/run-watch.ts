import type { PodObstacle } from '../cluster/pod-obstacle.ts';
import type { RunPod, SonobuoyRun } from '../cluster/sonobuoy-run.ts';
import { readProgressMessage } from '../progress-message.ts';
import type { CutOff } from './cut-off.ts';
import { PLUGIN_NAME } from './plugin-manifest.ts';
import { mayPass, pullRemedy } from './pull-remedy.ts';
import type { RunSnapshot } from './run-observer.ts';
import { type SonobuoyStatus, type StatusAnswer, statusOf } from './status.ts';
import { terminationText } from './stuck-namespace.ts';

/** A run, with what distinguishes it from another one in the same namespace. */
export interface KnownRun {
  readonly namespaceUid: string;
  readonly createdAt: Date;
}

/** One look at a run: Sonobuoy's status of it, and what its objects show. */
export interface Sighting {
  readonly answer: StatusAnswer;
  readonly objects:
    | { readonly kind: 'known'; readonly run: SonobuoyRun | null }
    | { readonly kind: 'unanswered'; readonly problem: string };
  /** Null: nothing is known that would keep the run's pods from talking to each other. */
  readonly cutOff?: CutOff | null;
}

export type ArchiveInfo = NonNullable<SonobuoyStatus['tar-info']>;

/**
 * How waiting for a run ends.
 *
 * - `ready`: its archive can be retrieved.
 * - `no-archive`: there will be none.
 * - `gone`: the run is no longer there, so there is nothing to clean up either.
 * - `unanswered`: the state was not known for too long.
 */
export type WatchEnd =
  | { readonly kind: 'ready'; readonly archive: ArchiveInfo | null }
  | {
      readonly kind: 'no-archive' | 'gone' | 'unanswered';
      readonly reason: string;
      /** What to do before the next run, as a sentence; left out: nothing that is known. */
      readonly remedy?: string;
    };

/** An API server can be away for minutes, such as during its update. */
const UNANSWERED_SECONDS = 15 * 60;
/** For how long nothing may change if it cannot be seen whether the run goes on. */
const STARTING_SECONDS = 10 * 60;
/** The runner sends its first message as soon as it starts, and Sonobuoy's worker forwards it at once. */
const CUT_OFF_SECONDS = 40;
/** Results are delivered at once. Sonobuoy's worker asks the API server for its own pod before it does. */
const UNDELIVERED_SECONDS = 15;
/** The runner lists the suite's specs and looks at the cluster in less time, if it reaches the API server. */
const STALLED_SECONDS = 75;
/** How long the plugin may stay silent if there are policies that this command does not understand. */
const SUSPECT_SECONDS = 75;
/** The same if no known policy would explain it. */
const UNHEARD_SECONDS = 6 * 60;
const UNHEARD = {
  text: "nothing that the plugin's pod sends reaches Sonobuoy's own pod, on its port 8080, so its results would not arrive either",
  remedy:
    "Look for policies that restrict Sonobuoy's namespace, including those of the network plugin and cluster-wide ones, and exempt the namespace from them; --namespace-label gives it a label.",
} as const;
/** A pull is retried after 10 and 20 seconds: if it has failed twice by then, it is no hiccup. */
const PULL_SECONDS = 30;
/** The kernel's message about a program for another architecture. */
const EXEC_FORMAT = /exec format error/;
const EXEC_FORMAT_REMEDY =
  "The image is of another architecture than the node: name one for the node's architecture (--image for our own, built with --platform as docker/README.md shows), or keep the plugin's pod on other nodes with --node-selector kubernetes.io/arch=ARCHITECTURE.";
/** Sonobuoy itself gives up on the plugin's images after five minutes, but does not look at init containers. */
const OBSTACLE_SECONDS = 6 * 60;
/** The pod's time to stop, its worker's to send, and the aggregator's to notice. */
const GONE_SECONDS = 2 * 60;
/** The pod's 90 seconds, and some more for a slow cluster. */
const STOP_SECONDS = 4 * 60;

/** Since when something has been the case without a break. */
class Since {
  #from: number | null = null;

  seconds(isSo: boolean, now: number): number {
    if (!isSo) {
      this.#from = null;
      return 0;
    }
    this.#from ??= now;
    return (now - this.#from) / 1000;
  }
}

/** Derives from sightings what people and the command need to know about a run. */
export class RunWatch {
  readonly #run: KnownRun;
  readonly #unanswered = new Since();
  readonly #silent = new Since();
  readonly #obstructed = new Since();
  readonly #pulling = new Since();
  readonly #foreign = new Since();
  readonly #unheard = new Since();
  readonly #mute = new Since();
  readonly #undelivered = new Since();
  readonly #stalled = new Since();
  readonly #podless = new Since();
  readonly #stopping = new Since();
  readonly #quiet = new Since();
  #last: Omit<RunSnapshot, 'phase' | 'elapsedSeconds' | 'quietSeconds' | 'obstacle'> = {
    total: 0,
    passed: 0,
    failed: 0,
    message: '',
    running: [],
    mustSoFar: null,
    secondsLeft: null,
  };
  #isTesting = false;
  #explained: PodObstacle | null = null;
  #isHeard = false;
  #failures: readonly string[] = [];

  constructor(run: KnownRun) {
    this.#run = run;
  }

  /** Whether the plugin has begun with specs, which it does only once it has reached Sonobuoy and the API server. */
  get isTesting(): boolean {
    return this.#isTesting;
  }

  /** Specs that failed, as far as Sonobuoy carries their names. */
  get failures(): readonly string[] {
    return this.#failures;
  }

  /**
   * @param isStopped whether the plugin was asked to hand over what it has
   * @param now in milliseconds
   */
  look(
    { answer, objects, cutOff = null }: Sighting,
    isStopped: boolean,
    now: number,
  ): { snapshot: RunSnapshot; end: WatchEnd | null } {
    const run = objects.kind === 'known' ? objects.run : undefined;
    const status = answer.kind === 'known' ? answer.status : undefined;
    const before = this.#last;
    if (status !== undefined) this.#take(status);
    const pods = run?.plugins.get(PLUGIN_NAME) ?? [];
    const problem = unansweredProblem(answer, objects);
    const isUnderWay = status?.status === 'running' || status === undefined;
    const found = problem === null && isUnderWay ? this.#explain(obstacleOf(run, pods)) : null;
    const obstacle = problem ?? found?.text ?? null;
    const snapshot = {
      ...this.#last,
      phase: this.#phase(status, isStopped),
      elapsedSeconds: this.#elapsed(now),
      quietSeconds: this.#quiet.seconds(isSameProgress(before, this.#last), now),
      obstacle,
    };
    return { snapshot, end: this.#end({ status, run, pods, obstacle: found, problem, cutOff, isStopped, now }) };
  }

  /** A kubelet that waits before it pulls again may not repeat the reason: then the earlier one still holds. */
  #explain(obstacle: PodObstacle | null): PodObstacle | null {
    const { pull = null } = obstacle ?? {};
    if (pull?.reason === null && this.#explained?.pull?.image === pull.image) return this.#explained;
    if (pull !== null) this.#explained = obstacle;
    return obstacle;
  }

  #take(status: SonobuoyStatus): void {
    const { progress } = statusOf(status, PLUGIN_NAME) ?? {};
    if (progress === undefined) return;
    this.#isHeard = true;
    this.#isTesting = this.#isTesting || (progress.total ?? 0) > 0;
    this.#failures = progress.failures ?? [];
    const { activity, ...others } = readProgressMessage(progress.msg ?? '');
    this.#last = {
      total: progress.total ?? 0,
      passed: progress.completed ?? 0,
      failed: this.#failures.length,
      message: activity,
      ...others,
    };
  }

  #phase(status: SonobuoyStatus | undefined, isStopped: boolean): RunSnapshot['phase'] {
    if (status?.status === 'post-processing' || status?.status === 'complete') return 'collecting';
    if (isStopped) return 'stopping';
    return this.#isTesting ? 'testing' : 'starting';
  }

  #elapsed(now: number): number {
    return Math.max(0, (now - this.#run.createdAt.getTime()) / 1000);
  }

  #end(seen: {
    status: SonobuoyStatus | undefined;
    run: SonobuoyRun | null | undefined;
    pods: readonly RunPod[];
    obstacle: PodObstacle | null;
    problem: string | null;
    cutOff: CutOff | null;
    isStopped: boolean;
    now: number;
  }): WatchEnd | null {
    const { status, run, pods, obstacle, problem, cutOff, isStopped, now } = seen;
    const unanswered = this.#unanswered.seconds(problem !== null, now);
    const isTesting = status?.status === 'running' && statusOf(status, PLUGIN_NAME)?.status === 'running';
    const silent = this.#silent.seconds(problem === null && status === undefined, now);
    const obstructed = this.#obstructed.seconds(obstacle !== null, now);
    const pull = obstacle?.pull ?? null;
    const pulling = this.#pulling.seconds(pull !== null && !mayPass(pull), now);
    const isForeign = obstacle !== null && EXEC_FORMAT.test(obstacle.text);
    const foreign = this.#foreign.seconds(isForeign, now);
    const plays = status?.status === 'running' && pods.some(({ phase }) => phase === 'Running');
    const mute = this.#mute.seconds(status === undefined && run?.aggregator?.phase === 'Running', now);
    const unheard = this.#unheard.seconds(plays && !this.#isHeard, now);
    const hasEnded = plays && pods.every(({ hasEndedContainer }) => hasEndedContainer);
    const undelivered = this.#undelivered.seconds(hasEnded, now);
    const stalled = this.#stalled.seconds(plays && this.#isHeard && !this.#isTesting, now);
    const podless = this.#podless.seconds(isTesting && run !== undefined && pods.length === 0, now);
    const stopping = this.#stopping.seconds(isStopped && status?.status !== 'post-processing', now);

    if (run === null) return { kind: 'gone', reason: 'somebody has deleted the run' };
    if (run !== undefined && run.namespaceUid !== this.#run.namespaceUid) {
      return { kind: 'gone', reason: 'somebody has deleted the run and started another one' };
    }
    if (run?.termination && run.aggregator?.phase !== 'Running') {
      const text = terminationText(run.namespace, run.termination, new Date(now));
      return { kind: 'gone', reason: `somebody has deleted the run; its namespace ${text}` };
    }
    if (status?.status === 'complete') return { kind: 'ready', archive: status['tar-info'] ?? null };
    if (status?.status === 'failed') return noArchive('Sonobuoy says that it has failed; `sonobuoy logs` may show why');
    const phase = run?.aggregator?.phase;
    if (phase === 'Failed' || phase === 'Succeeded') {
      // Without the API server it gives up after half a minute: then the policy is the reason.
      if (cutOff?.isCertain && !this.#isHeard) return noArchive(cutOff.text, cutOff.remedy);
      return noArchive(
        `Sonobuoy's own pod has ended (${run?.aggregator?.obstacle?.text ?? phase}), and its data are lost`,
      );
    }
    if (unanswered > UNANSWERED_SECONDS) return { kind: 'unanswered', reason: problem ?? '' };
    if (cutOff !== null && Math.max(unheard, mute) > (cutOff.isCertain ? CUT_OFF_SECONDS : SUSPECT_SECONDS)) {
      return noArchive(cutOff.text, cutOff.remedy);
    }
    if (cutOff?.isCertain && (undelivered > UNDELIVERED_SECONDS || stalled > STALLED_SECONDS)) {
      return noArchive(cutOff.text, cutOff.remedy);
    }
    if (silent > STARTING_SECONDS) {
      return noArchive(obstacle?.text ?? 'Sonobuoy reported nothing about the run for ten minutes');
    }
    if (unheard > UNHEARD_SECONDS) return noArchive(UNHEARD.text, UNHEARD.remedy);
    if (pull !== null && pulling > PULL_SECONDS) return noArchive(obstacle?.text ?? '', pullRemedy(pull));
    if (foreign > PULL_SECONDS) return noArchive(obstacle?.text ?? '', EXEC_FORMAT_REMEDY);
    if (obstructed > OBSTACLE_SECONDS) {
      return noArchive(obstacle?.text ?? '', pull === null ? undefined : pullRemedy(pull));
    }
    if (podless > GONE_SECONDS) return noArchive("the plugin's pod is gone and has left no results");
    if (stopping > STOP_SECONDS) return noArchive('the plugin did not hand over its results within four minutes');
    return null;
  }
}

function isSameProgress(a: Pick<RunSnapshot, 'passed' | 'failed' | 'message'>, b: typeof a): boolean {
  return a.passed === b.passed && a.failed === b.failed && a.message === b.message;
}

function noArchive(reason: string, remedy?: string): WatchEnd {
  return { kind: 'no-archive', reason, ...(remedy === undefined ? {} : { remedy }) };
}

function unansweredProblem(answer: StatusAnswer, objects: Sighting['objects']): string | null {
  if (objects.kind === 'unanswered') return objects.problem;
  // A run that is gone cannot be asked for its status, which is no problem of reaching it.
  return answer.kind === 'unanswered' && objects.run?.aggregator?.phase === 'Running' ? answer.problem : null;
}

function obstacleOf(run: SonobuoyRun | null | undefined, plugins: readonly RunPod[]): PodObstacle | null {
  const { aggregator } = run ?? {};
  if (aggregator?.obstacle) return { ...aggregator.obstacle, text: `Sonobuoy's own pod: ${aggregator.obstacle.text}` };
  const obstacle = plugins.find((pod) => pod.obstacle !== null)?.obstacle;
  return obstacle ? { ...obstacle, text: `the plugin's pod: ${obstacle.text}` } : null;
}
