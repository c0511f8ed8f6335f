import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';
import { execa } from 'execa';
import { ScsNetworkingError } from '../../results-parsers/core/errors.ts';

/** Which cluster, as for kubectl, and which of its namespaces is Sonobuoy's. */
export interface SonobuoyTarget {
  /** Left out: what KUBECONFIG names, else ~/.kube/config. */
  readonly kubeconfig?: string;
  readonly context?: string;
  readonly namespace: string;
}

export interface SonobuoyAnswer {
  readonly exitCode: number;
  readonly stdout: string;
  /** What it said on standard error, or that it took too long; for people. */
  readonly problem: string;
}

const MISSING =
  'expected sonobuoy 0.56 or later in PATH, found none; https://github.com/vmware-tanzu/sonobuoy/releases has it for every platform';

/**
 * Runs `sonobuoy`, which any exit code may end.
 *
 * It is in a process group of its own: a terminal's Ctrl-C is for us, who decide what becomes of it.
 *
 * @throws TOOL_MISSING if there is none
 */
export async function sonobuoy(args: readonly string[], timeoutSeconds: number): Promise<SonobuoyAnswer> {
  const child = execa('sonobuoy', args, {
    // Where SCS's own tests look for it, too.
    env: { PATH: [process.env['PATH'] ?? '', join(homedir(), '.local/bin')].join(delimiter) },
    stdin: 'ignore',
    reject: false,
    detached: true,
    timeout: timeoutSeconds * 1000,
  });
  const kill = (): void => {
    child.kill('SIGKILL');
  };
  process.once('exit', kill);
  const result = await child;
  process.off('exit', kill);
  if (result.code === 'ENOENT') throw new ScsNetworkingError('TOOL_MISSING', MISSING, { cause: result });
  const problem = result.timedOut ? `it did not end within ${timeoutSeconds} seconds` : loggedProblem(result.stderr);
  return {
    exitCode: result.exitCode ?? 1,
    stdout: result.stdout,
    problem: problem || `it exited with ${result.exitCode ?? 1} and printed nothing`,
  };
}

/** The options that say which run a command of Sonobuoy's is about. */
export function targetOptions({ kubeconfig, context, namespace }: SonobuoyTarget): string[] {
  return [
    ...(kubeconfig === undefined ? [] : ['--kubeconfig', kubeconfig]),
    ...(context === undefined ? [] : ['--context', context]),
    ...['--namespace', namespace],
  ];
}

/** Sonobuoy logs as `time="..." level=error msg="what it is"`; people want what it is. */
function loggedProblem(stderr: string): string {
  const lines = stderr.split('\n').filter((line) => line.trim() !== '' && !/level=(info|debug|trace)\b/.test(line));
  return lines
    .map((line) => {
      const [, message] = /\bmsg="((?:[^"\\]|\\.)*)"/.exec(line) ?? /\bmsg=(\S+)/.exec(line) ?? [];
      return message?.replaceAll('\\"', '"') ?? line;
    })
    .join('; ');
}
