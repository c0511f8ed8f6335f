import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';

/** The options and commands of a command line, by its own help. */
export type CommandHelp = { options: ReadonlySet<string>; commands: ReadonlySet<string>; text: string };

const known = new Map<string, CommandHelp>();

/** The help of a program among the sources, or of one of its commands. */
export function helpOf(program: string, ...command: string[]): CommandHelp {
  const key = [program, ...command].join(' ');
  const before = known.get(key);
  if (before !== undefined) return before;
  const args = [resolve(program), ...command, '--help'];
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`expected a help of ${key}, found ${stderr}`);
  const help = {
    text: stdout,
    options: new Set([...stdout.matchAll(/(?<![\w-])--?[A-Za-z][\w-]*/g)].map(([option]) => option)),
    commands: new Set([...stdout.matchAll(/^ {2}([a-z]+)(?= )/gm)].map(([, name = '']) => name)),
  };
  known.set(key, help);
  return help;
}
