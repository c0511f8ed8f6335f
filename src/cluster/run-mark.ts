import type { V1ObjectMeta } from '@kubernetes/client-node';

/**
 * Label of the objects that we make ourselves: the id of the run that they belong to. That id is the UID of the plugin's pod, so
 * anyone who finds such an object can see whether its run still lives (docs/adr/0009-a-run-is-known-by-its-pod.md).
 */
export const RUN_LABEL = 'scs-networking/run';

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const SUITE_NAME = /^scs-networking-([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\.test$/;

/**
 * The file name under which a run starts `e2e.test`. A Kubernetes client calls itself by its program's file name, and the API server
 * writes that into every object that it makes (`metadata.managedFields`): so each has the run's id from the moment it exists.
 */
export function markedSuiteName(runId: string): string {
  return `scs-networking-${runId}.test`;
}

/** The id of the run that made the object, by its label or as the e2e suite did; null: no run of ours made it. */
export function runOf(metadata: Pick<V1ObjectMeta, 'labels' | 'managedFields'> | undefined): string | null {
  const label = metadata?.labels?.[RUN_LABEL];
  if (label !== undefined) return UUID.test(label) ? label : null;
  for (const { manager } of metadata?.managedFields ?? []) {
    const runId = SUITE_NAME.exec(manager ?? '')?.[1];
    if (runId !== undefined) return runId;
  }
  return null;
}
