import { createReadStream } from 'node:fs';
import { ScsNetworkingError } from '../../../results-parsers/core/errors.ts';
import { JunitReader } from '../../../results-parsers/junit/junit-reader.ts';
import type { JunitCase } from '../../../results-parsers/junit/junit-report.ts';
import { isNetworkPolicySpec } from '../../../results-parsers/standard/catalogue.ts';

/** What the runner needs to know of upstream's JUnit. */
export interface SuiteReport {
  readonly dryRun: boolean;
  /** Why ginkgo calls the suite as a whole failed, such as `Interrupted by User`; empty: it does not. */
  readonly specialFailureReason: string;
  /** Results of the NetworkPolicy specs by full name. */
  readonly specs: ReadonlyMap<string, readonly JunitCase[]>;
  /** Suite-level nodes that did not pass, such as `[SynchronizedBeforeSuite]`. */
  readonly failedNodes: readonly JunitCase[];
}

const CHUNK_BYTES = 256 * 1024;

/** Reads upstream's JUnit. Rejects with INPUT_UNREADABLE if it is not one, whole and well-formed. */
export async function readSuiteReport(path: string): Promise<SuiteReport> {
  const reader = new JunitReader(isNetworkPolicySpec);
  for await (const chunk of createReadStream(path, { highWaterMark: CHUNK_BYTES })) reader.write(Buffer.from(chunk));
  reader.end();
  const { suites, problem } = reader.reading();
  if (problem !== null) {
    const found = `${problem.message} (line ${problem.line}, column ${problem.column})`;
    throw new ScsNetworkingError(
      'INPUT_UNREADABLE',
      `Expected upstream's JUnit at ${path}, found: ${found}. The suite was probably killed while writing it; look at the end of e2e.log.`,
    );
  }
  const specs = new Map<string, JunitCase[]>();
  for (const spec of suites.flatMap((suite) => suite.specs)) {
    specs.set(spec.name, [...(specs.get(spec.name) ?? []), spec]);
  }
  const properties = suites.map((suite) => suite.properties);
  return {
    dryRun: properties.some((property) => property.get('DryRun') === 'true'),
    specialFailureReason: properties
      .map((property) => property.get('SpecialSuiteFailureReason') ?? '')
      .join(' ')
      .trim(),
    specs,
    failedNodes: suites.flatMap((suite) => suite.suiteNodes).filter(({ state }) => state !== 'passed'),
  };
}
