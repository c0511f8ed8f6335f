import type { ModelPod } from '../../../results-parsers/policy-model/landscape.ts';

/** What is known of a pod before it runs. */
interface Wanted extends Pick<ModelPod, 'namespace' | 'name' | 'labels'>, Partial<Pick<ModelPod, 'ports'>> {}

/** What is known of it since it runs. */
export interface Addresses {
  readonly addresses: readonly string[];
  readonly nodeAddresses: readonly string[];
}

/** A pod of ours, which is not in its node's network, as the model has it. */
export function modelPod(
  { namespace, name, labels, ports = [] }: Wanted,
  { addresses, nodeAddresses }: Addresses,
): ModelPod {
  return {
    namespace,
    name,
    labels: { ...labels },
    addresses: [...addresses],
    nodeAddresses: [...nodeAddresses],
    hostNetwork: false,
    ports,
  };
}
