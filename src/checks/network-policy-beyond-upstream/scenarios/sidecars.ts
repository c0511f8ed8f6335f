import { SIDECAR_PORT_NAME } from '../arena.ts';
import { asks, onPod, policy, type Scenario } from '../scenario.ts';
import { withoutSidecars } from '../sidecar-support.ts';

/** Many engines never open the port. It depends on no label, which can be what takes an engine long. */
const PATIENT_SECONDS = 10;

const byName = { ports: [{ port: SIDECAR_PORT_NAME }] };

/** What the names of ports mean that only a sidecar declares. */
export const sidecarScenarios: readonly Scenario[] = [
  {
    id: 'named-port-of-sidecar',
    notApplicable: withoutSidecars,
    steps: ({ y }) => [
      {
        policies: [
          policy(y, { ...onPod('y-b'), policyTypes: ['Ingress'], ingress: [byName] }, 'to-a-sidecar-by-name'),
          policy(y, { ...onPod('y-a'), policyTypes: ['Egress'], egress: [byName] }, 'out-by-name'),
        ],
        // The pod x-c serves the same port, but does not give it that name.
        asks: [...asks(['x-b'], ['y-b'], [8080, 8084]), ...asks(['y-a'], ['y-b', 'x-c'], [8084])],
        patientSeconds: PATIENT_SECONDS,
      },
    ],
  },
];
