let interrupted = false;

/** A terminal sends Ctrl-C to jest, too, which ends; this process then says what has run and takes the cluster down. */
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
