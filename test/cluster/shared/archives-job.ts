import { chmodSync, copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { against, type ClusterAccess } from '../access/access.ts';
import { CLI } from '../sonobuoy/command-line.ts';

const INDEX = 'batch.kubernetes.io/job-completion-index';

/** The part of a Job's status that says how its shards ended, such as `0-4,6,7`. */
export type JobStatus = { completedIndexes?: string; failedIndexes?: string; failed?: number; succeeded?: number };

/**
 * A Job by `scs-networking job`, in a namespace of its own, which is the default for the commands. Pod Security admits only restricted pods there.
 */
export class ArchivesJob {
  readonly name = 'scs-networking-archives';
  readonly #access: ClusterAccess;

  private constructor(access: ClusterAccess) {
    this.#access = access;
  }

  /** `directory`: where commands are run; `variables`: added to their environment. */
  static async prepare(
    { wrap, env }: ClusterAccess,
    { directory, variables }: { directory: string; variables: Readonly<Record<string, string>> },
  ): Promise<ArchivesJob> {
    const bin = join(directory, 'bin');
    mkdirSync(bin);
    writeFileSync(join(bin, 'scs-networking'), `#!/bin/sh\nexec '${process.execPath}' '${CLI}' "$@"\n`);
    chmodSync(join(bin, 'scs-networking'), 0o755);
    const kubeconfig = join(directory, 'kubeconfig');
    copyFileSync(env['KUBECONFIG'] ?? '', kubeconfig);
    const there = { ...env, ...variables, PATH: `${bin}:${env['PATH']}`, KUBECONFIG: kubeconfig };
    const job = new ArchivesJob({ wrap: (command) => wrap(['env', '-C', directory, ...command]), env: there });
    await job.kubectl('create', 'namespace', 'archives');
    await job.kubectl('label', 'namespace', 'archives', 'pod-security.kubernetes.io/enforce=restricted');
    await job.kubectl('config', 'set-context', '--current', '--namespace', 'archives');
    return job;
  }

  /** Runs a command in a shell. */
  async typed(command: string): Promise<{ command: string; exitCode: number; output: string }> {
    const { exitCode, output } = await against(this.#access, ['bash', '-c', command]);
    return { command, exitCode, output };
  }

  /** What kubectl prints. Throws if it fails. */
  async kubectl(...args: string[]): Promise<string> {
    const { exitCode, stdout, output } = await against(this.#access, ['kubectl', ...args]);
    if (exitCode !== 0) throw new Error(`expected kubectl ${args.join(' ')} to succeed, found ${output}`);
    return stdout;
  }

  async status(): Promise<JobStatus> {
    return JSON.parse(await this.kubectl('get', 'job', this.name, '--output', 'jsonpath={.status}'));
  }

  /** Names of pods in a phase, only of the shards that a condition such as `=3` or `!=3` selects. */
  async pods(phase: string, shard = ''): Promise<string[]> {
    const selectors = [`--selector=${INDEX}${shard}`, `--field-selector=status.phase=${phase}`];
    const names = await this.kubectl('get', 'pods', ...selectors, '--output', 'name');
    return names.split('\n').filter((name) => name !== '');
  }

  /** Kills a pod that works on another shard than this one. */
  async killOneOtherThan(shard: number): Promise<void> {
    for (let tries = 0; tries < 240; tries += 1) {
      const [pod] = await this.pods('Running', `!=${shard}`);
      if (pod !== undefined) {
        await sleep(2_000);
        return await this.#kill(pod);
      }
      await sleep(500);
    }
    throw new Error('expected pods of the Job to run within two minutes');
  }

  /** Kills each pod of a shard as soon as it runs, until `signal`. Returns how many there were. */
  async killEachOf(shard: number, signal: AbortSignal): Promise<number> {
    const killed = new Set<string>();
    while (!signal.aborted) {
      for (const pod of await this.pods('Running', `=${shard}`)) {
        killed.add(pod);
        await this.#kill(pod);
      }
      await sleep(500);
    }
    return killed.size;
  }

  /** Deletes a pod at once, as if its node were lost. It may have ended by itself. */
  async #kill(pod: string): Promise<void> {
    await this.kubectl('delete', pod, '--force', '--grace-period=0', '--ignore-not-found');
  }
}
