import { mkdirSync, rmSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { KEPT_CALLS, KEPT_TEXTS_FILE } from '../../src/cli/bundled/kept-texts.ts';
import { BundledParts, codeCacheDirectory } from '../../src/cli/bundled/parts.ts';
import { LATE } from './compiled.ts';
import { PARTS } from './parts.ts';

// Run by code-cache.ts in a process of its own: runs typical commands, and writes the code that V8 compiled meanwhile.
const FIXTURES = join(import.meta.dirname, '../../test/fixtures');

/** What people wait for. */
const COMMANDS: readonly (readonly string[])[] = [
  ['--version'],
  ['--help'],
  ['evaluate', join(FIXTURES, 'enforcing.tar.gz')],
  ['evaluate', join(FIXTURES, 'upstream-conformance.tar.gz')],
  ['evaluate', join(FIXTURES, 'not-enforcing.tar.gz')],
];

const [, , directory = ''] = process.argv;
/** Notices what a command loads of the last part. */
class WatchedParts extends BundledParts {
  readonly late = new Set<string>();

  override chunks(part: string): ReturnType<BundledParts['chunks']> {
    const chunks = super.chunks(part);
    if (part !== 'rest') return chunks;
    return new Proxy(chunks, {
      get: (target, name) => {
        this.late.add(String(name));
        return Reflect.get(target, name);
      },
    });
  }
}

const parts = new WatchedParts(directory, null);
for (const command of COMMANDS) await runUnseen(command);
const texts: Record<string, string> = {};
for (const call of KEPT_CALLS) texts[call] = await runUnseen([call]);
writeFileSync(join(directory, KEPT_TEXTS_FILE), `${JSON.stringify(texts)}\n`);
if (parts.late.size > 0) {
  writeSync(process.stderr.fd, JSON.stringify([...parts.late]));
  process.exit(LATE);
}

const cache = codeCacheDirectory(directory);
rmSync(cache, { recursive: true, force: true });
mkdirSync(cache, { recursive: true });
for (const name of PARTS) {
  parts.chunks(name);
  const code = parts.scripts.get(name)?.createCachedData();
  if (code === undefined) throw new Error(`expected the script ${name}, found none`);
  writeFileSync(join(cache, `${name}.cache`), code);
}

/** Runs a command, and resolves to what it prints. */
async function runUnseen(command: readonly string[]): Promise<string> {
  const { argv } = process;
  const { write } = process.stdout;
  process.argv = [argv[0] ?? '', 'cli.js', ...command];
  let printed = '';
  process.stdout.write = (text: string | Uint8Array): boolean => {
    printed += text.toString();
    return true;
  };
  try {
    await parts.commandLine().runCommandLine();
    return printed;
  } finally {
    process.argv = argv;
    process.stdout.write = write;
    process.exitCode = undefined;
  }
}
