import type { ReportedVerdict, UnjudgedArchive } from '../evaluate/evaluate-one.ts';

/** Where reports go, in the order of the archives. What could not be rendered is left out. */
export type ReportSink = {
  add(verdict: ReportedVerdict): void;
  /** An archive on which there is no verdict, for the lines of tables. */
  addUnjudged(archive: UnjudgedArchive): void;
  /** After the last one. */
  end(): Promise<void>;
};
