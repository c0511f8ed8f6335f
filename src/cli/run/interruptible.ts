import { exitCodes } from '../exit-codes.ts';
import type { ClusterFlags } from '../options/cluster-options.ts';
import { attachCommandLine } from './command-lines.ts';
import type { Display } from './display.ts';

const SIGNALS = ['SIGINT', 'SIGTERM'] as const;

/** A terminal sends Ctrl-C to all its processes, and npm and others pass it on a second time. */
const SAME_REQUEST_MILLISECONDS = 1_000;

/**
 * Does work on a run of ours that Ctrl-C and SIGTERM can end: the first one asks for the results so far, by the signal that the work is
 * given; the second one leaves at once.
 */
export async function stoppable<T>(
  display: Display,
  flags: ClusterFlags,
  work: (stop: AbortSignal) => Promise<T>,
): Promise<T> {
  const controller = new AbortController();
  let firstAt = 0;
  const onSignal = (signal: NodeJS.Signals): void => {
    if (controller.signal.aborted) {
      if (performance.now() - firstAt > SAME_REQUEST_MILLISECONDS) leave(display, flags, signal);
      return;
    }
    firstAt = performance.now();
    display.say(
      `${nameOf(signal)}: stopping the tests, to judge the results so far. Press Ctrl-C again to exit at once.`,
    );
    controller.abort();
  };
  return await withSignals(display, onSignal, () => work(controller.signal));
}

/** Does work on a run that goes on when Ctrl-C or SIGTERM ends the work. */
export async function leavable<T>(display: Display, flags: ClusterFlags, work: () => Promise<T>): Promise<T> {
  return await withSignals(display, (signal) => leave(display, flags, signal), work);
}

async function withSignals<T>(
  display: Display,
  onSignal: (signal: NodeJS.Signals) => void,
  work: () => Promise<T>,
): Promise<T> {
  for (const signal of SIGNALS) process.on(signal, onSignal);
  try {
    return await work();
  } finally {
    for (const signal of SIGNALS) process.off(signal, onSignal);
    display.end();
  }
}

function leave(display: Display, flags: ClusterFlags, signal: NodeJS.Signals): never {
  const comeBack = `\`${attachCommandLine(flags)}\` gets its results`;
  const remove = `\`sonobuoy delete --namespace ${flags.namespace}\` removes it`;
  display.say(`${nameOf(signal)}: exiting. The run stays in the namespace ${flags.namespace}: ${comeBack}, ${remove}.`);
  display.end();
  process.exit(exitCodes.inconclusive);
}

function nameOf(signal: NodeJS.Signals): string {
  return signal === 'SIGINT' ? 'Ctrl-C' : signal;
}
