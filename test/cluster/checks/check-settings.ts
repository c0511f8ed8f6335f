import type { CheckSettings } from '../../../src/checks/check.ts';
import { agnhostImage } from '../../../src/cluster/kubernetes-minors.ts';

/** The settings of checks on a test cluster, which already has their image. */
export function checkSettings(kubernetes: string): CheckSettings {
  return { image: agnhostImage(kubernetes, null), credentials: null, namespaceLabels: {}, outsideTargets: [] };
}
