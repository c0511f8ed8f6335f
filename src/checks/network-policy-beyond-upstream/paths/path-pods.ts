import { randomInt } from 'node:crypto';
import type { PathId } from '../../../../results-parsers/checks/network-policy-beyond-upstream/scenario-texts.ts';
import { messageOf } from '../../../../results-parsers/core/errors.ts';
import { type RunningPod, untilPodsRun } from '../../../cluster/pod-readiness.ts';
import { createNodePortService } from '../../../cluster/pod-service.ts';
import { deleteRunPod } from '../../../cluster/run-pod.ts';
import type { CheckContext, CheckPod } from '../../check.ts';
import type { Arena } from '../arena.ts';

/** A cluster may refuse these pods, or have no room for their ports, which must not take long. */
const START_MILLISECONDS = 20_000;
const SERVER_PORT = 9376;
/** Below the ports from which nodes open connections and those of NodePorts. */
const HOST_PORTS = [20_000, 28_000] as const;

/** The label that tells the pods apart. */
export const ROLE = 'role';

/** A pod of ours that runs, and where. */
export interface PathPod extends RunningPod {
  readonly namespace: string;
  readonly role: string;
  /** The port on which it answers at its own address. */
  readonly port: number;
}

/** The pods of the paths; left out: the cluster does not have it, for the reason in `refused`. */
export interface PathPods {
  readonly nodePort?: { readonly pod: PathPod; readonly port: number };
  readonly hostPort?: { readonly pod: PathPod; readonly port: number };
  readonly hostNetwork?: PathPod;
  readonly refused: ReadonlyMap<PathId, string>;
}

/**
 * Makes a pod behind a NodePort, one with a hostPort and one in its node's network. They can be reached from outside the cluster, so they only
 * tell their names, unlike the servers of the other pods, which run commands. Rejects only if the check is to end.
 */
export async function makePathPods(context: CheckContext, arena: Arena): Promise<PathPods> {
  const refused = new Map<PathId, string>();
  const unless = async <T>(id: PathId, make: () => Promise<T>): Promise<T | undefined> => {
    try {
      return await make();
    } catch (error) {
      context.signal.throwIfAborted();
      refused.set(id, messageOf(error));
      return undefined;
    }
  };
  const port = randomInt(...HOST_PORTS);
  const [nodePort, others] = await Promise.all([
    unless('node-port', async () => {
      const pod = await startPathPod(context, arena.x, 'node-port', {});
      return { pod, port: await createNodePortService(context.cluster, serviceOf(pod)) };
    }),
    // Only there do the pods need more than any other pod.
    unless('host-network-pods', () => context.namespace({ purpose: 'netpol-host', podSecurity: 'privileged' })),
  ]);
  if (others === undefined) refused.set('host-port', refused.get('host-network-pods') ?? '');
  const [hostPort, hostNetwork] = await Promise.all(
    others === undefined
      ? []
      : ([
          unless('host-port', async () => {
            const ports = [{ containerPort: SERVER_PORT, hostPort: port }];
            return { pod: await startPathPod(context, others, 'host-port', { ports }), port };
          }),
          unless('host-network-pods', () =>
            // The pods beside the served one are spread, so one of them is on another node, if there are two.
            startPathPod(context, others, 'host-network', { hostNetwork: true, node: arena.servedNode }, port + 1),
          ),
        ] as const),
  );
  return {
    ...(nodePort === undefined ? {} : { nodePort }),
    ...(hostPort === undefined ? {} : { hostPort }),
    ...(hostNetwork === undefined ? {} : { hostNetwork }),
    refused,
  };
}

/** Deletes the pods, so that their ports are free again. Never rejects: they also go with their namespaces. */
export async function removePathPods({ cluster }: CheckContext, pods: PathPods): Promise<void> {
  const all = [pods.nodePort?.pod, pods.hostPort?.pod, pods.hostNetwork].filter((pod) => pod !== undefined);
  await Promise.allSettled(all.map(({ namespace, name }) => deleteRunPod(cluster, namespace, name)));
}

async function startPathPod(
  context: CheckContext,
  namespace: string,
  role: string,
  further: Pick<CheckPod, 'ports' | 'hostNetwork' | 'node'>,
  port = SERVER_PORT,
): Promise<PathPod> {
  const name = `${role}-server`;
  const { cluster, signal } = context;
  await context.startPods(namespace, [
    { name, args: ['serve-hostname', `--port=${port}`], labels: { [ROLE]: role }, ...further },
  ]);
  const { running, problems } = await untilPodsRun(cluster, namespace, [name], {
    milliseconds: START_MILLISECONDS,
    signal,
  });
  const pod = running.get(name);
  if (pod === undefined) throw new Error(problems[0]?.text ?? `pod ${name} does not run`);
  return { ...pod, namespace, role, port };
}

function serviceOf({ namespace, name, role, port }: PathPod): Parameters<typeof createNodePortService>[1] {
  return { namespace, name, selector: { [ROLE]: role }, port };
}
