import { execFileSync } from 'node:child_process';
import { globSync, statSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '..');

/**
 * Bundles the command line and the runner anew if a source is younger than the bundle. Tests start the bundle, as users do: from its
 * sources each start takes twice as long.
 */
export default function bundleIfStale() {
  const modified = (file) => statSync(join(ROOT, file), { throwIfNoEntry: false })?.mtimeMs ?? 0;
  const bundled = Math.min(...['dist/cli.js', 'dist/runner.js'].map(modified));
  const sources = globSync(
    ['docker/bundle/*.ts', 'src/**/*.ts', 'results-parsers/**/*.{ts,json}', 'plugin/*', 'package*.json'],
    {
      cwd: ROOT,
    },
  );
  if (sources.every((file) => modified(file) < bundled)) return;
  execFileSync('npm', ['run', '--silent', 'build'], { cwd: ROOT, stdio: 'inherit' });
}
