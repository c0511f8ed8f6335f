import type { RunObserver } from '../../sonobuoy/run-observer.ts';

/** Where people see how a run goes: standard error, since standard output is for the verdict. */
export interface Display extends RunObserver {
  /** Nothing more will be told; what is in the way of other output is removed. */
  end(): void;
}
