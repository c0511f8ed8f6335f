/**
 * Which specs run right now. For parallel processes ginkgo reports only what has ended; but they take the specs in an order that is known
 * beforehand (see specOrder), each the next one when its last one has ended.
 *
 * @param order of all specs of the execution
 * @param ended in any order
 * @returns in the order in which they were started; empty if the ended specs do not fit the order, so nothing is known
 */
export function runningSpecs(order: readonly string[], ended: readonly string[], processes: number): string[] {
  const started = order.slice(0, ended.length + processes);
  const running = new Set(started);
  return ended.every((name) => running.delete(name)) ? [...running] : [];
}
