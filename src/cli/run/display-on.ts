import type { Display } from './display.ts';

/** A display that redraws on a terminal, else one that writes lines. */
export async function displayOn(stream: NodeJS.WriteStream): Promise<Display> {
  if (stream.isTTY && process.env['TERM'] !== 'dumb') {
    const { TerminalDisplay } = await import('./terminal-display.ts');
    return new TerminalDisplay(stream);
  }
  const { LogDisplay } = await import('./log-display.ts');
  return new LogDisplay((line) => stream.write(`${line}\n`));
}
