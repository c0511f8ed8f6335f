import type { CheckSettings } from '../../../src/checks/check.ts';
import { agnhostImage } from '../../../src/cluster/kubernetes-minors.ts';

/** Of checks on a test cluster, which has their image already. */
export function checkSettings(kubernetes: string): CheckSettings {
  return { image: agnhostImage(kubernetes, null), credentials: null, namespaceLabels: {}, outsideTargets: [] };
}
