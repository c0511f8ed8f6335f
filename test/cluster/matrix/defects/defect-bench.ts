import type { ClusterConnection } from '../../../../src/cluster/connection.ts';
import type { ClusterState } from '../../state/state.ts';
import type { Liar } from './liar.ts';

/** A cluster whose engine has defects. */
export interface DefectBench {
  readonly state: ClusterState;
  readonly cluster: ClusterConnection;
  readonly liar: Liar;
  readonly engine: string;
  readonly kubernetes: string;
  /** The directory in which observations and reports are kept. */
  readonly directory: string;
}
