const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Has something done when the process ends, whoever ends it, as long as it can still do anything. Returns what calls that off. */
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
