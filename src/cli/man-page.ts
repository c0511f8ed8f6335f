import { Command } from 'commander';
import manifest from '../../package.json' with { type: 'json' };
import { print } from '../terminal.ts';

/** Columns of the help on the page, which begins at the left edge: with man's own indentation it would not fit a terminal. */
const WIDTH = 80;

/** Hidden, because it is called only once, when the package is made. */
export function manCommand(root: Command): Command {
  return new Command('man').description('print the manual page, for man(1)').action(() => void print(manPage(root)));
}

/** The manual page in roff: the `--help` of each command, under a heading of its own. */
function manPage(root: Command): string {
  const sections = [root, ...root.commands.filter((command) => command.name() !== 'man')].map((command) => [
    `.SH ${command === root ? 'COMMANDS' : command.name().toUpperCase()}`,
    '.in 0',
    '.nf',
    ...helpOf(command).trimEnd().split('\n').map(literal),
    '.fi',
    '.in',
  ]);
  const lines = [
    `.TH ${root.name().toUpperCase()} 1 "" "${root.name()} ${manifest.version}" "User Commands"`,
    '.SH NAME',
    `${literal(root.name())} \\- ${literal(root.summary() || root.description())}`,
    ...sections.flat(),
  ];
  return `${lines.join('\n')}\n`;
}

function helpOf(command: Command): string {
  let help = '';
  const writeOut = (text: string): void => {
    help += text;
  };
  command.configureOutput({ writeOut, getOutHelpWidth: () => WIDTH });
  command.outputHelp();
  return help;
}

/** Escaped: roff gives backslashes, hyphens and the beginning of a line a meaning of its own. */
function literal(line: string): string {
  return line
    .replaceAll('\\', '\\e')
    .replaceAll('-', '\\-')
    .replace(/^(?=[.'])/, '\\&');
}
