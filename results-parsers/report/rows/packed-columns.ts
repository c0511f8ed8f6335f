/** The type of a column; any value may be null, which means not known. */
export type ColumnType = 'text' | 'count' | 'flag' | 'day' | 'time';

/** The columns that every row has: its archive and its run. */
const OF_RUN = {
  source: 'text',
  sha256: 'text',
  cluster: 'text',
  started_at: 'time',
  day: 'day',
  verdict: 'text',
  kubernetes: 'text',
  network_plugin: 'text',
  network_plugin_version: 'text',
  plugin: 'text',
  tool_version: 'text',
} as const satisfies Record<string, ColumnType>;

/** The tables into which verdicts are packed, by the names of their files, and their columns in order. */
export const packedTables = {
  specs: {
    ...OF_RUN,
    spec: 'text',
    required: 'flag',
    outcome: 'text',
    outcome_before_waivers: 'text',
    waived_by: 'text',
    failure: 'text',
    attempts: 'count',
    seconds: 'count',
  },
  clauses: { ...OF_RUN, clause: 'text', level: 'text', outcome: 'text', findings: 'text', advice: 'text' },
} as const satisfies Record<string, Record<string, ColumnType>>;

export type PackedTable = keyof typeof packedTables;
