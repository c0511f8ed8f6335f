import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from '@babel/parser';
import { check } from 'recheck';

// A program of its own: inside of Jest the checker takes ten times as long.

/** A regular expression in the sources, and what the checker says of the time that it may take. */
export type CheckedExpression = { file: string; source: string; flags: string; status: string; complexity: string };

/** The checker does not come to an end with it, so that it has a test of its own. */
const BY_HAND = '<testcase name=';

type Literal = Pick<CheckedExpression, 'file' | 'source' | 'flags'>;

const PARSERS = join(import.meta.dirname, '../../../results-parsers');
/** Where the checker has a program for this platform, that takes a quarter of the time; else it runs in this one. */
process.env['RECHECK_BACKEND'] ??= 'auto';

function literalsIn(node: unknown, file: string): Literal[] {
  if (Array.isArray(node)) return node.flatMap((each) => literalsIn(each, file));
  if (typeof node !== 'object' || node === null) return [];
  if ('type' in node && node.type === 'RegExpLiteral' && 'pattern' in node && 'flags' in node) {
    return [{ file, source: String(node.pattern), flags: String(node.flags) }];
  }
  return Object.values(node).flatMap((each) => literalsIn(each, file));
}

async function checked({ file, source, flags }: Literal): Promise<CheckedExpression> {
  if (source.includes(BY_HAND)) return { file, source, flags, status: 'by-hand', complexity: '' };
  const found = await check(source, flags, { timeout: 120_000 });
  const complexity = found.status === 'unknown' ? found.error.kind : found.complexity.type;
  return { file, source, flags, status: found.status, complexity };
}

const literals = readdirSync(PARSERS, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts'))
  .flatMap((file) => {
    const text = readFileSync(join(PARSERS, file), 'utf8');
    return literalsIn(parse(text, { sourceType: 'module', plugins: ['typescript'] }).program, file);
  });
/** What the checker has to find, so that its silence means something. */
const bad: Literal = { file: '', source: String.raw`^\S+ ?(?:\[([A-Z][^\]]*)\] ?)?\[\d+ seconds\]$`, flags: '' };
const results: CheckedExpression[] = [];
for (const literal of [bad, ...literals]) results.push(await checked(literal));
// The checker's own program would keep this one from its end.
process.stdout.write(JSON.stringify(results), () => process.exit());
