/** A line of a GitHub Actions log that begins like this, after blanks, is a command: `::error::`, `::add-mask::`. */
const AT_BEGINNING = /(?<!\S):(?=:[A-Za-z])/g;

/** An older form, wherever in a line: `##[error]`, of Azure Pipelines `##vso[`, of TeamCity `##teamcity[`. */
const ANYWHERE = /#(?=#\w{0,30}\[)/g;

/**
 * Defuses commands to CI servers in a text for their logs: text from an archive must not colour, hide or fold lines there.
 * However the text is later broken into lines, no line begins with one.
 */
export function withoutLogCommands(text: string): string {
  return text.replace(AT_BEGINNING, ': ').replace(ANYWHERE, '# ');
}
