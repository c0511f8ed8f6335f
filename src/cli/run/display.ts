import type { RunObserver } from '../../sonobuoy/run-observer.ts';

/** Where people see how a run goes: standard error, since standard output is for the verdict. */
export interface Display extends RunObserver {
  /** Nothing more will be told; what is in the way of other output is removed. */
  end(): void;
}

/** One that redraws on a terminal, else one that writes lines. */
export async function displayOn(stream: NodeJS.WriteStream): Promise<Display> {
  if (stream.isTTY && process.env['TERM'] !== 'dumb') {
    const { TerminalDisplay } = await import('./terminal-display.ts');
    return new TerminalDisplay(stream);
  }
  const { LogDisplay } = await import('./log-display.ts');
  return new LogDisplay((line) => stream.write(`${line}\n`));
}
