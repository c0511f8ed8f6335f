import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const ROOT = join(import.meta.dirname, '../..');

export type Ended = { status: number | null; output: string };

/** The repository right after cloning: the files that git tracks or would track, and nothing that was built or installed. */
export class CleanClone {
  readonly directory = mkdtempSync(join(tmpdir(), 'scs-networking-clone-'));

  constructor() {
    const listed = spawnSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
      cwd: ROOT,
      encoding: 'utf8',
      maxBuffer: 64 * 1024 * 1024,
    });
    const files = listed.stdout.split('\0').filter(Boolean);
    if (files.length === 0) throw new Error(`expected a clone of the repository, found none: ${listed.stderr}`);
    for (const file of files) {
      mkdirSync(dirname(join(this.directory, file)), { recursive: true });
      // git also lists files that were removed without a commit.
      cpSync(join(ROOT, file), join(this.directory, file), { force: false });
    }
  }

  /** Runs commands of a page. Global installations of npm go into a directory in the clone, which is in PATH. */
  bash(script: string, environment: Readonly<Record<string, string>> = {}): Ended {
    const prefix = join(this.directory, '.prefix');
    const { status, stdout, stderr } = spawnSync('bash', ['-e', '-o', 'pipefail', '-c', script], {
      cwd: this.directory,
      encoding: 'utf8',
      maxBuffer: 64 * 1024 * 1024,
      env: {
        ...process.env,
        npm_config_prefix: prefix,
        npm_config_prefer_offline: 'true',
        npm_config_audit: 'false',
        PATH: `${join(prefix, 'bin')}:${process.env['PATH']}`,
        ...environment,
      },
    });
    return { status, output: stdout + stderr };
  }

  remove(): void {
    rmSync(this.directory, { recursive: true });
  }
}
