/** Waits for work, and calls `tell` again and again until it has ended, however long it takes. Rejects as the work does. */
export async function meanwhile<T>(work: Promise<T>, tell: () => void, everyMilliseconds: number): Promise<T> {
  const timer = setInterval(tell, everyMilliseconds);
  try {
    return await work;
  } finally {
    clearInterval(timer);
  }
}
