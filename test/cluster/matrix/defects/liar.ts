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
  /** Makes the engine have defects as to the namespaces of a run, or of none. */
  readonly tell: (run: string, ...defects: string[]) => Promise<void>;
  /** How often the engine was told of the run something else than the truth since then. */
  readonly liesTo: (run: string) => Promise<number>;
  readonly stop: () => void;
}

/** Starts it in the network of the cluster's first node. It tells the truth until it is told otherwise. */
export async function startLiar(state: ClusterState): Promise<Liar> {
  const script = join(import.meta.dirname, 'lying-api.ts');
  const command = [process.execPath, script, clusterLayout(state.name).kubeconfig];
  const [program = 'sh', ...args] = inNetwork(nodeOf(state).machine, command);
  const child = spawn(program, args, { stdio: ['pipe', 'pipe', 'inherit'] });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  let last: Promise<string> = nextLine();
  await last;
  // One after another, as an answer does not say what it answers.
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
    tell: async (run, ...defects) => {
      await order({ run, defects });
    },
    liesTo: async (run) => await order({ run }),
    stop: () => child.kill('SIGKILL'),
  };
}
