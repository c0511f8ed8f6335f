import { serverOn } from '../cluster/agnhost-servers.ts';
import type { CheckContext } from './check.ts';

const PORT = 8080;

/** A pod of ours that serves by TCP and by UDP on the same port, and connects. */
export interface PodPlace {
  readonly namespace: string;
  readonly pod: string;
  readonly address: string;
  readonly port: number;
}

const pod = (name: string) => ({ name, args: serverOn(PORT) });

/** Two pods in one namespace, client and neighbour, and a third in another. Rejects if one of them does not run. */
export async function servingPods(
  context: CheckContext,
  one: string,
  two: string,
): Promise<{ client: PodPlace; neighbour: PodPlace; stranger: PodPlace }> {
  const [first, second] = await Promise.all([
    context.pods(one, [pod('client'), pod('neighbour')]),
    context.pods(two, [pod('stranger')]),
  ]);
  const place = (namespace: string, name: string): PodPlace => ({
    namespace,
    pod: name,
    address: (namespace === one ? first : second).get(name)?.ips[0] ?? '',
    port: PORT,
  });
  return { client: place(one, 'client'), neighbour: place(one, 'neighbour'), stranger: place(two, 'stranger') };
}
