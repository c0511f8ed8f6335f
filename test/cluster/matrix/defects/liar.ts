import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { inNetwork } from '../../machine/machine.ts';
import { nodeOf } from '../../nodes/nodes.ts';
import { clusterLayout } from '../../state/layout.ts';
import type { ClusterState } from '../../state/state.ts';
import type { Order } from './lying-api.ts';

/** The lying API of a cluster, while it runs. */
export interface Liar {
  /** Makes the engine have these defects in the namespaces of a run, or, if `run` is empty, in those of no run. */
  readonly simulate: (run: string, ...defects: string[]) => Promise<void>;
  /** How often the objects that were served for the run have come to differ from the true ones since then. */
  readonly liesAbout: (run: string) => Promise<number>;
  readonly stop: () => void;
}

/** Starts the lying API in the network of the cluster's first node. It is truthful at first. */
export async function startLiar(state: ClusterState): Promise<Liar> {
  const script = join(import.meta.dirname, 'lying-api.ts');
  const command = [process.execPath, script, clusterLayout(state.name).kubeconfig];
  const [program = 'sh', ...args] = inNetwork(nodeOf(state).machine, command);
  const child = spawn(program, args, { stdio: ['pipe', 'pipe', 'inherit'] });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  let last: Promise<string> = nextLine();
  await last;
  // Orders go one after another, because an answer does not say to which order it belongs.
  const order = async (wanted: Order): Promise<number> => {
    const before = last;
    last = before.then(() => {
      child.stdin.write(`${JSON.stringify(wanted)}\n`);
      return nextLine();
    });
    return Number(await last);
  };
  async function nextLine(): Promise<string> {
    const { done, value } = await lines.next();
    if (done) throw new Error('expected the lying API to answer, found that it has ended');
    return value;
  }
  return {
    simulate: async (run, ...defects) => {
      await order({ run, defects });
    },
    liesAbout: async (run) => await order({ run }),
    stop: () => child.kill('SIGKILL'),
  };
}
