/**
 * The parts of the bundled command line, in the order in which they are loaded. A part holds the modules that it needs and that no earlier part has;
 * each is one script with compiled code of its own, so that a command reads little more than what it runs.
 *
 * `start`: the commands, their options and their help. `evaluate`: from one archive to its verdict as text. `rest`: everything else.
 */
export const PARTS = ['start', 'evaluate', 'rest'] as const;
export type PartName = (typeof PARTS)[number];

/** What the first part begins with. */
export const MAIN = 'src/cli/main.ts';

/**
 * Modules that the evaluation of one archive imports when it needs them. The build finds those that are missing here, at the cost of a
 * second or two.
 */
export const OF_EVALUATION: readonly string[] = [
  'src/cli/archives/assignments.ts',
  'src/cli/archives/named-archives.ts',
  'src/cli/archives/progress.ts',
  'src/cli/archives/report-all.ts',
  'src/cli/archives/tally.ts',
  'src/cli/evaluate/cannot-run-out.ts',
  'src/cli/evaluate/evaluate-one.ts',
  'src/cli/evaluate/evaluations.ts',
  'src/cli/evaluate/parse-once.ts',
  'src/cli/input/evaluate-input.ts',
  'src/cli/store/location.ts',
  'src/cli/reports/one-cluster.ts',
  'src/cli/reports/prepare-output.ts',
  'src/cli/reports/reporting.ts',
  'results-parsers/report/text.ts',
  'results-parsers/report/verdict-summary.ts',
  'results-parsers/waivers/combine-waivers.ts',
  'results-parsers/waivers/default-profile.ts',
];
