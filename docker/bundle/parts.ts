/**
 * The parts of the bundled command line, in the order in which they are loaded: a part holds the modules that it needs and no earlier part has.
 * Each is one script with a code cache of its own, so that a command reads little more than what it runs.
 */
export const PARTS = [
  /** The commands, their options and their help. */
  { name: 'start', roots: ['src/cli/main.ts'] },
  /** From one archive to its verdict as text: modules that are imported when they are needed. */
  {
    name: 'evaluate',
    roots: [
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
      'src/cli/reports/one-cluster.ts',
      'src/cli/reports/prepare-output.ts',
      'src/cli/reports/reporting.ts',
      'results-parsers/report/text.ts',
      'results-parsers/report/verdict-summary.ts',
      'results-parsers/waivers/combine-waivers.ts',
      'results-parsers/waivers/default-profile.ts',
    ],
  },
  /** All else. */
  { name: 'rest', roots: [] },
] as const satisfies readonly { name: string; roots: readonly string[] }[];

export type PartName = (typeof PARTS)[number]['name'];
