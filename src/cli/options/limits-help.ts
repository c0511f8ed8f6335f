import { type Command, Help, type HelpConfiguration, type Option } from 'commander';
import { LIMITS_HEADING, limitOptions } from './limit-options.ts';

/** Of a help that is not shown on a terminal, as commander has it. */
const DEFAULT_WIDTH = 80;

/** What the help of all commands needs, so that limits are not among the other options. */
export const withoutLimits: HelpConfiguration = {
  visibleOptions: (command) => new Help().visibleOptions(command).filter((option) => !isLimit(option)),
};

/**
 * Gives a command the options for limits, and its help this text, which ends with examples and what the command does. The limits are shown
 * below it: most people need the examples, and few people the limits.
 */
export function addLimits(command: Command, text: string): Command {
  for (const option of limitOptions()) command.addOption(option);
  return command.addHelpText('after', () => `${text}\n\n${limitsHelp(command)}`);
}

function isLimit({ helpGroupHeading }: Option): boolean {
  return helpGroupHeading === LIMITS_HEADING;
}

/** In the columns of the command's other options, if their names leave room. */
function limitsHelp(command: Command): string {
  const help = command.createHelp();
  help.prepareContext({ helpWidth: command.configureOutput().getOutHelpWidth?.() ?? DEFAULT_WIDTH });
  const terms = command.options
    .filter(isLimit)
    .map((option) => [help.optionTerm(option), help.optionDescription(option)] as const);
  const width = Math.max(help.padWidth(command, help), ...terms.map(([term]) => term.length));
  return [LIMITS_HEADING, ...terms.map(([term, description]) => help.formatItem(term, width, description, help))].join(
    '\n',
  );
}
