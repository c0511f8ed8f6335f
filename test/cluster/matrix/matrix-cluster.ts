import { messageOf } from '../../../results-parsers/core/errors.ts';
import { down, up } from '../lifecycle/cluster.ts';
import { interruptTakesDown } from '../lifecycle/interrupt.ts';
import { say } from '../progress/steps.ts';
import { loadPluginImage } from '../sonobuoy/plugin-image.ts';
import type { ClusterOptions } from '../state/cluster-options.ts';
import type { ClusterState } from '../state/state.ts';

const NAME = 'check-matrix';

/** A cluster that is brought from one state into the next. */
export interface MatrixCluster {
  /**
   * Does work on the cluster in a state, with the plugin's image on its nodes. An error ends neither the matrix nor loses its results: the next
   * state gets a new cluster.
   * @returns the result of the work, or that of `otherwise` for the error
   */
  readonly within: <T>(
    state: Omit<ClusterOptions, 'name' | 'kubernetes'>,
    work: (cluster: ClusterState) => Promise<T>,
    otherwise: (problem: string) => T,
  ) => Promise<T>;
}

/** Nothing of the cluster stays after the work has ended, or was interrupted. */
export async function withMatrixCluster(
  kubernetes: string,
  work: (cluster: MatrixCluster) => Promise<void>,
): Promise<void> {
  const interrupt = interruptTakesDown(NAME);
  let withImage: number | undefined;
  const within: MatrixCluster['within'] = async (state, workWithin, otherwise) => {
    try {
      const running = await up({ name: NAME, kubernetes, ...state }, say);
      const { init } = running.machines[0];
      // A cluster keeps the image while it is switched from state to state.
      if (init !== withImage) await loadPluginImage(running, say);
      withImage = init;
      return await workWithin(running);
    } catch (error) {
      // After an interrupt this waits for the process to end.
      await interrupt.instead(error).catch(() => down(NAME));
      return otherwise(messageOf(error));
    }
  };
  try {
    await down(NAME);
    await work({ within });
  } finally {
    await down(NAME);
    interrupt.disarm();
  }
}
