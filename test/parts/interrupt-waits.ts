let interrupted = false;

/** Makes this process survive Ctrl-C, which a terminal also sends to jest. After the end of jest it reports what has run and takes the cluster down. */
export function interruptWaits(): void {
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      interrupted = true;
    });
  }
}

export function isInterrupted(): boolean {
  return interrupted;
}
