import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { CLI } from '../src/cli/command-line.ts';

export type Ended = { status: number; output: string };

/** A pipeline's machine without network and cluster: `scs-networking run` gives the verdict on an existing archive. */
export class PipelineStubs {
  readonly directory = mkdtempSync(join(tmpdir(), 'scs-networking-pipeline-'));
  readonly #environment: Record<string, string>;

  constructor(archive: string) {
    this.#environment = {
      HOME: this.directory,
      PATH: `${join(this.directory, 'stubs')}:/usr/bin:/bin`,
      KUBECONFIG: join(this.directory, 'kubeconfig'),
    };
    this.write('kubeconfig', 'apiVersion: v1\n');
    this.#stub('npm', '[ "$1 $2" = "install --global" ] && shift $(($# - 1)) && [ "$1" = package.tgz ]');
    this.#stub('curl', 'tar -czf sonobuoy.tar.gz -C "$(dirname "$0")" sonobuoy');
    this.#stub('sonobuoy', 'exit 0');
    this.#stub('gh', 'echo "gh $*"; cat reports/verdict.md');
    this.#stub(
      'scs-networking',
      `[ "$1" = run ] && [ -r "$KUBECONFIG" ] && [ "$(command -v sonobuoy)" = "$HOME/.local/bin/sonobuoy" ] || exit 99
shift
exec '${process.execPath}' '${CLI}' evaluate "$@" '${archive}'`,
    );
  }

  /** Runs the lines of a script, as all three systems do. */
  bash(script: string, environment: Readonly<Record<string, string>> = {}): Ended {
    const { status, stdout, stderr } = spawnSync('bash', ['-e', '-o', 'pipefail', '-c', script], {
      cwd: this.directory,
      encoding: 'utf8',
      env: { ...this.#environment, ...environment },
    });
    return { status: status ?? -1, output: stdout + stderr };
  }

  /** The content of a file; empty if it does not exist. */
  read(file: string): string {
    return this.has(file) ? readFileSync(join(this.directory, file), 'utf8') : '';
  }

  has(file: string): boolean {
    return existsSync(join(this.directory, file));
  }

  write(file: string, content: string): void {
    mkdirSync(dirname(join(this.directory, file)), { recursive: true });
    writeFileSync(join(this.directory, file), content);
  }

  /** Adds a directory to PATH for the following steps. */
  addToPath(directory: string): void {
    this.#environment['PATH'] = `${directory}:${this.#environment['PATH']}`;
  }

  remove(): void {
    rmSync(this.directory, { recursive: true });
  }

  #stub(name: string, script: string): void {
    const file = join('stubs', name);
    this.write(file, `#!/bin/bash\n${script}\n`);
    chmodSync(join(this.directory, file), 0o755);
  }
}
