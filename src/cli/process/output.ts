import { systemProblem } from '../../system-problem.ts';
import { exitCodes } from '../exit-codes.ts';

/**
 * A reader such as `head` may close the pipe early, which is no error. Standard output that cannot be written, as on a disk that is full, is
 * told once, and the process then ends as with an input that cannot be read, whatever else it has found out: nobody can read that.
 */
export function answerOutputErrors(stdout: NodeJS.WritableStream, stderr: NodeJS.WritableStream): void {
  // Nobody is left to read a message.
  stderr.on('error', () => {});
  let isTold = false;
  stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE' || isTold) return;
    isTold = true;
    stderr.write(
      `scs-networking: expected standard output to accept what is printed, found ${systemProblem(error) ?? 'that it does not'}; redirect it\n`,
    );
    process.once('exit', () => {
      process.exitCode = exitCodes.unusable;
    });
  });
}
