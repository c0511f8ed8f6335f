const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Runs something when the process ends, for whatever reason, if it still can. Returns a function that cancels this. */
export function onEveryEnd(clearUp: () => void): () => void {
  const stops = SIGNALS.map((signal): [NodeJS.Signals, () => void] => [
    signal,
    () => {
      clearUp();
      process.kill(process.pid, signal);
    },
  ]);
  process.once('exit', clearUp);
  for (const [signal, stop] of stops) process.once(signal, stop);
  return () => {
    process.off('exit', clearUp);
    for (const [signal, stop] of stops) process.off(signal, stop);
  };
}
