import type { RunObserver } from '../../sonobuoy/run-observer.ts';

/** Where people see a run's progress: standard error, because standard output is for the verdict. */
export interface Display extends RunObserver {
  /** Nothing more will be shown; whatever is in the way of other output is removed. */
  end(): void;
}
