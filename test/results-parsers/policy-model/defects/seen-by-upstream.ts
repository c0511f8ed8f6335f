import type { Landscape, ModelPod } from '../../../../results-parsers/policy-model/landscape.ts';
import { landscape } from '../building.ts';
import type { UpstreamSpec } from '../upstream-specs.ts';
import { type ModelDefect, reachWith, SOUND } from './model-defect.ts';

/** Whether an upstream spec fails on an engine with the defect. Specs connect to the address of a service in front of each pod, on the same port. */
export function isSeenByUpstream(defect: ModelDefect, { pods, steps }: UpstreamSpec): boolean {
  const history: Landscape[] = [];
  return steps.some(({ port, protocol = 'TCP', pods: changed = pods, namespaceLabels = {}, policies }) => {
    const plain = landscape(changed, ...policies);
    const namespaces = plain.namespaces.map(({ name }) => ({ name, labels: namespaceLabels[name] ?? {} }));
    const now = { ...plain, namespaces };
    history.push(now);
    const isWrong = (from: ModelPod, to: ModelPod): boolean => {
      const end = (pod: ModelPod) => ({ pod, address: pod.addresses[0] ?? '' });
      const connection = { from: end(from), to: end(to), protocol, port, servicePort: port };
      return reachWith(defect, history, connection) !== reachWith(SOUND, history, connection);
    };
    return changed.some((from) => changed.some((to) => from !== to && isWrong(from, to)));
  });
}
