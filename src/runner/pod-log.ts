/** Writes a line to the pod's log. */
export function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
