import { writeFileSync } from 'node:fs';

/** Prints how long the slowest test files took and, last of all, the line that a reader of the log looks for. */
export default class ClosingLineReporter {
  onRunComplete(_contexts, results) {
    const slowest = results.testResults
      .map((file) => ({ path: file.testFilePath, seconds: (file.perfStats.end - file.perfStats.start) / 1000 }))
      .sort((a, b) => b.seconds - a.seconds);
    for (const { path, seconds } of slowest.slice(0, 20)) {
      process.stdout.write(`${seconds.toFixed(1).padStart(8)} s  ${path.slice(path.indexOf('/test/') + 1)}\n`);
    }
    // A test file that could not even be loaded is a failure that no test counts.
    const failed = results.numFailedTests + results.numRuntimeErrorTestSuites;
    const skipped = results.numPendingTests + results.numTodoTests;
    const tail = skipped > 0 ? `, ${skipped} skipped` : '';
    const counts = { passed: results.numPassedTests, failed, skipped };
    const file = process.env['SCS_NETWORKING_TEST_COUNTS'];
    // One of several parts: who runs them closes with what all of them count.
    if (file !== undefined) writeFileSync(file, JSON.stringify(counts));
    // jest's own summary comes after every other reporter.
    else process.once('exit', () => process.stdout.write(`${counts.passed} passed, ${failed} failed${tail}\n`));
  }
}
