import type { ReportedVerdict } from '../evaluate/evaluate-one.ts';

/** Where reports go, in the order of the archives. What could not be rendered is left out. */
export type ReportSink = {
  add(verdict: ReportedVerdict): void;
  /** After the last one. */
  end(): void;
};
