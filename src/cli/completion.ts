import { Argument, Command } from 'commander';
import { print } from '../terminal.ts';

const EXAMPLES = `
Examples:
  source <(scs-networking completion bash)
  scs-networking completion bash > ~/.local/share/bash-completion/completions/scs-networking`;

/** `root` is asked for its commands only if the script is wanted. */
export function completionCommand(root: Command): Command {
  return new Command('completion')
    .description('print a script that makes a shell complete commands, options and their values')
    .addArgument(new Argument('<shell>', 'the shell').choices(['bash']))
    .addHelpText('after', EXAMPLES)
    .action(() => void print(bashCompletion(root)));
}

/** What bash completes: commands, options of a command, values that an option or argument is limited to; files otherwise. */
function bashCompletion(root: Command): string {
  const name = root.name();
  const commands = root.commands.filter((command) => command.name() !== 'man');
  const values = commands.flatMap((command) =>
    command.options.flatMap(({ long, short, argChoices = [] }) =>
      argChoices.length === 0
        ? []
        : [long, short].flatMap((flag) => (flag ? [clause(`${command.name()}:${flag}`, argChoices)] : [])),
    ),
  );
  const words = commands.map((command) => {
    const flags = command.options.flatMap(({ long, hidden }) => (long && !hidden ? [long] : []));
    const choices = command.registeredArguments.flatMap(({ argChoices = [] }) => argChoices);
    return clause(command.name(), [...choices, ...flags, '--help']);
  });
  return `# bash completion of ${name}: source it, or put it into a directory of bash-completion.
_${name.replaceAll('-', '_')}() {
  local current=\${COMP_WORDS[COMP_CWORD]} command=\${COMP_WORDS[1]} words=
  if (( COMP_CWORD == 1 )); then
    words='${commands.map((command) => command.name()).join(' ')} --help --version'
  else
    case $command:\${COMP_WORDS[COMP_CWORD - 1]} in
${values.join('\n')}
    esac
    [ -n "$words" ] || case $command in
${words.join('\n')}
    esac
  fi
  COMPREPLY=($(compgen -W "$words" -- "$current"))
}
complete -o default -F _${name.replaceAll('-', '_')} ${name}
`;
}

function clause(pattern: string, words: readonly string[]): string {
  return `      ${pattern}) words='${words.join(' ')}' ;;`;
}
