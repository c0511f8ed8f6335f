import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Command } from 'commander';
import { type SchemaFile, schemaFiles } from '../../results-parsers/documents/schemas/json-schemas.ts';
import { type Schema, stumblingBlocks } from './stumbling-blocks.ts';

const ROOT = join(import.meta.dirname, '../..');
const DIRECTORY = 'results-parsers/documents/schemas';

/**
 * The readers of documents of other versions: programs of others read what later versions write, and we read what earlier versions, people or
 * runners have written.
 */
const readers: Readonly<Record<SchemaFile, readonly ('others' | 'we')[]>> = {
  'verdict.schema.json': ['others'],
  'archive-diff.schema.json': ['others'],
  'catalogue.schema.json': ['others'],
  'checks.schema.json': ['others'],
  'check-observations.schema.json': ['others', 'we'],
  'redaction.schema.json': ['others', 'we'],
  'run-record.schema.json': ['others', 'we'],
  'shard.schema.json': ['others'],
  'declarations.schema.json': ['we'],
  'waivers.schema.json': ['we'],
};

const git = (...args: string[]): string =>
  execFileSync('git', args, { cwd: ROOT, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });

function lastTag(): string | undefined {
  try {
    return git('describe', '--tags', '--abbrev=0', '--match', 'v*', 'HEAD^').trim();
  } catch {
    return undefined;
  }
}

/** The schema in a commit; undefined: there was none yet. */
function schemaIn(commit: string, file: SchemaFile): Schema | undefined {
  // The path may have been different in that commit.
  const path = git('ls-tree', '-r', '--name-only', commit, 'results-parsers')
    .split('\n')
    .find((each) => each.endsWith(`/schemas/${file}`));
  return path === undefined ? undefined : JSON.parse(git('show', `${commit}:${path}`));
}

function blocksSince(commit: string): string[] {
  return schemaFiles.flatMap((file) => {
    const before = schemaIn(commit, file);
    if (before === undefined) return [];
    const now: Schema = JSON.parse(readFileSync(join(ROOT, DIRECTORY, file), 'utf8'));
    return readers[file].flatMap((reader) =>
      reader === 'others'
        ? stumblingBlocks(before, now).map((block) => `${file}: ${block}, which readers of ${commit} do not expect`)
        : stumblingBlocks(now, before).map((block) => `${file}: in documents of ${commit}, ${block}`),
    );
  });
}

await new Command('schemas')
  .description(
    'Compares the JSON Schemas of documents with those of a release, and reports whether readers of one can read documents of the other.',
  )
  .argument('[commit]', 'a tag or commit')
  .option('--since-last-tag', 'compare with the last release before this commit, if there is one', false)
  .addHelpText('after', '\nExamples:\n  npm run schemas -- v0.1.0\n  npm run schemas -- --since-last-tag\n')
  .action((commit: string | undefined, { sinceLastTag }: { sinceLastTag: boolean }, command: Command) => {
    const release = commit ?? (sinceLastTag ? lastTag() : command.help({ error: true }));
    if (release === undefined) return void process.stdout.write('There is no release before this commit.\n');
    try {
      git('rev-parse', '--verify', `${release}^{commit}`);
    } catch {
      command.error(`expected a tag or commit, such as v0.1.0, found '${release}'`, { exitCode: 2 });
    }
    const blocks = blocksSince(release);
    process.stdout.write(blocks.map((block) => `${block}\n`).join(''));
    process.stdout.write(`${blocks.length} stumbling blocks since ${release}\n`);
    process.exitCode = blocks.length === 0 ? 0 : 1;
  })
  .parseAsync();
