import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type CodeBlock, codeBlocks } from './code-blocks.ts';

const ROOT = join(import.meta.dirname, '../..');

/** The pages whose commands people type. */
export const PAGES: readonly string[] = [
  'README.md',
  'CONTRIBUTING.md',
  'docker/README.md',
  'test/cluster/README.md',
  ...globSync('docs/*.md', { cwd: ROOT }).sort(),
];

/**
 * How the commands of a block are tested, by the comment before the block:
 *
 * - `<!-- commands: run by FILE, FILE -->`: these tests run them, alone or as part of something else
 * - `<!-- commands: synopsis, run by FILE -->`: they show possible options, not all of them at once; the help has every option
 * - `<!-- commands: not run, REASON -->`: they need something that no machine with the tests has
 * - no such comment: `commands.test.ts` runs them
 */
export type Handling =
  | { kind: 'here' }
  | { kind: 'elsewhere' | 'synopsis'; files: string[] }
  | { kind: 'not-run'; reason: string };

export type CommandBlock = {
  page: string;
  line: number;
  heading: string;
  /** The commands without the prompt; lines that are continued by a backslash are one command. */
  commands: string[];
  handling: Handling;
};

const SHELLS: ReadonlySet<string> = new Set(['console', 'sh', 'bash', 'shell']);
const PROMPT = /^[$#] /;

/** The blocks of a page that contain commands. */
export function commandBlocks(page: string): CommandBlock[] {
  return codeBlocks(readFileSync(join(ROOT, page), 'utf8'))
    .filter(({ language, text }) => SHELLS.has(language) || (language === '' && PROMPT.test(text)))
    .map((block) => ({
      page,
      line: block.line,
      heading: block.heading,
      commands: commandsIn(block),
      handling: handlingOf(page, block),
    }));
}

/** The blocks of all pages that one test file should run. */
export function blocksRunBy(file: string): CommandBlock[] {
  return PAGES.flatMap(commandBlocks).filter(({ handling }) => 'files' in handling && handling.files.includes(file));
}

function commandsIn({ text }: CodeBlock): string[] {
  const commands: string[] = [];
  let continued = false;
  for (const line of text.trimEnd().split('\n')) {
    const last = commands.length - 1;
    if (continued) commands[last] += `\n${line}`;
    else if (PROMPT.test(line)) commands.push(line.replace(PROMPT, ''));
    continued = (continued || PROMPT.test(line)) && line.endsWith('\\');
  }
  return commands;
}

function handlingOf(page: string, { comment, line }: CodeBlock): Handling {
  const [, given] = /^commands: (.*)$/s.exec(comment ?? '') ?? [];
  if (given === undefined) return { kind: 'here' };
  const [, reason] = /^not run, (.+)$/s.exec(given) ?? [];
  if (reason !== undefined) return { kind: 'not-run', reason };
  const [, synopsis, files] = /^(synopsis, )?run by (.+)$/s.exec(given) ?? [];
  if (files === undefined)
    throw new Error(`${page}:${line}: expected "run by FILE" or "not run, REASON", found ${given}`);
  return { kind: synopsis === undefined ? 'elsewhere' : 'synopsis', files: files.split(/,\s*/) };
}

/** Code spans in the text of a page, outside of its blocks. They may also name commands. */
export function codeSpans(page: string): string[] {
  const text = readFileSync(join(ROOT, page), 'utf8').replace(/^```[\s\S]*?^```$/gm, '');
  return [...text.matchAll(/`([^`]+)`/g)].map(([, span = '']) => span.replaceAll(/\s+/g, ' '));
}

/** How scripts that a page names in its text are tested: `<!-- scripts: run by FILE: NAME, NAME -->`, or `not run, REASON:`. */
export type ScriptHandling = { scripts: string[] } & ({ file: string } | { reason: string });

export function scriptHandlings(page: string): ScriptHandling[] {
  const text = readFileSync(join(ROOT, page), 'utf8');
  return [...text.matchAll(/^<!-- scripts: (?:run by (\S+)|not run, (.*)): (.*) -->$/gm)].map(
    ([, file, reason = '', names = '']) => ({
      scripts: names.split(', '),
      ...(file === undefined ? { reason } : { file }),
    }),
  );
}
