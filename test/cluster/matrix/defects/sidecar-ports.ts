import * as z from 'zod';
import type { ApiObject } from './api-objects.ts';

const Container = z.looseObject({ ports: z.array(z.unknown()).default([]) });
const WithSidecars = z.looseObject({
  containers: z.array(Container).min(1),
  initContainers: z.array(Container.extend({ restartPolicy: z.string().optional() })).min(1),
});

/**
 * The pod with the ports of its sidecars in its first container. The engine looks the names of ports up in ordinary containers alone, so that told
 * this way it does what the API says.
 */
export function withPlainPorts(pod: ApiObject): ApiObject {
  const spec = WithSidecars.safeParse(pod.spec).data;
  if (spec === undefined) return pod;
  const ofSidecars = spec.initContainers.flatMap(({ restartPolicy, ports }) =>
    restartPolicy === 'Always' ? ports : [],
  );
  const containers = spec.containers.map((container, index) =>
    index === 0 ? { ...container, ports: [...container.ports, ...ofSidecars] } : container,
  );
  return { ...pod, spec: { ...spec, containers } };
}
