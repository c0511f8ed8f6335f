import { Writable } from 'node:stream';
import { Exec, type V1Status } from '@kubernetes/client-node';
import type { ClusterConnection } from './connection.ts';

/** What a command in a pod may print; the rest is dropped. */
const MOST_BYTES = 64 * 1024;

export interface ExecRequest {
  readonly namespace: string;
  readonly pod: string;
  readonly container: string;
  readonly command: readonly string[];
  readonly milliseconds: number;
}

export interface ExecResult {
  /** Null: the command did not end, or it is not known how. */
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** Why the exit code is not known; null: it is. */
  readonly problem: string | null;
}

class BoundedText extends Writable {
  #bytes = Buffer.alloc(0);

  override _write(chunk: Buffer, _encoding: string, done: () => void): void {
    const room = MOST_BYTES - this.#bytes.length;
    if (room > 0) this.#bytes = Buffer.concat([this.#bytes, chunk.subarray(0, room)]);
    done();
  }

  get text(): string {
    return this.#bytes.toString('utf8');
  }
}

/** The exit code that the kubelet reports, or the problem. */
function outcome({ status, message, details }: V1Status): Pick<ExecResult, 'exitCode' | 'problem'> {
  if (status === 'Success') return { exitCode: 0, problem: null };
  const code = details?.causes?.find(({ reason }) => reason === 'ExitCode')?.message;
  if (code !== undefined && /^\d+$/.test(code)) return { exitCode: Number(code), problem: null };
  return { exitCode: null, problem: message ?? 'the kubelet gave no reason' };
}

/** Runs a command in a pod to its end or until the time is up; the command itself is then left to the pod. Never rejects. */
export async function execInPod(cluster: ClusterConnection, request: ExecRequest): Promise<ExecResult> {
  const { namespace, pod, container, command, milliseconds } = request;
  const stdout = new BoundedText();
  const stderr = new BoundedText();
  const { promise: ended, resolve: end } = Promise.withResolvers<Pick<ExecResult, 'exitCode' | 'problem'>>();
  const timer = setTimeout(
    () => end({ exitCode: null, problem: `the command did not end within ${milliseconds / 1000} s` }),
    milliseconds,
  );
  const onStatus = (status: V1Status): void => end(outcome(status));
  const exec = new Exec(cluster.config);
  const socket = exec.exec(namespace, pod, container, [...command], stdout, stderr, null, false, onStatus);
  socket.then(
    (opened) => {
      opened.addEventListener('close', () => {
        end({ exitCode: null, problem: 'the connection to the pod was closed before the command ended' });
      });
    },
    (error: unknown) => end({ exitCode: null, problem: connectionProblem(error) }),
  );
  const { exitCode, problem } = await ended;
  clearTimeout(timer);
  socket.then((opened) => opened.terminate()).catch(() => undefined);
  return { exitCode, stdout: stdout.text, stderr: stderr.text, problem };
}

/** The WebSocket's error event, or an error; both have a message. */
function connectionProblem(error: unknown): string {
  const message = typeof error === 'object' && error !== null && 'message' in error ? error.message : error;
  return `no connection to the pod (${message})`;
}
