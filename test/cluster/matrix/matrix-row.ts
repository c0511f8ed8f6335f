/** The results for a state or a scenario, and the problems among them. */
export interface MatrixRow {
  readonly name: string;
  readonly found: string;
  readonly problems: readonly string[];
}

/** The rows in Markdown, each in one line. */
export function tableOf(rows: readonly MatrixRow[]): string {
  const lines = rows.map(({ name, found, problems }) => {
    const verdict = problems.length === 0 ? 'as expected' : problems.join('; ');
    return `| ${[name, found, verdict].map(cellOf).join(' | ')} |`;
  });
  return ['| state or scenario | found | verdict |', '|---|---|---|', ...lines, ''].join('\n');
}

function cellOf(text: string): string {
  return text.trim().replaceAll('|', '\\|').replaceAll('\n', '<br>');
}
