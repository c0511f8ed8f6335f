/** A line of GitHub Actions' log that begins so, after blanks, is a command: `::error::`, `::add-mask::`. */
const AT_BEGINNING = /(?<!\S):(?=:[A-Za-z])/g;

/** An older form, wherever in a line: `##[error]`, of Azure Pipelines `##vso[`, of TeamCity `##teamcity[`. */
const ANYWHERE = /#(?=#\w{0,30}\[)/g;

/**
 * Takes commands to CI servers out of a text that goes to their logs: what an archive says must not colour, hide or fold lines there.
 * Wherever the text is broken into lines later, no line begins with one.
 */
export function withoutLogCommands(text: string): string {
  return text.replace(AT_BEGINNING, ': ').replace(ANYWHERE, '# ');
}
