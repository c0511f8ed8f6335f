import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';

/** A `sonobuoy` in PATH that fails in ways in which the real one does not fail on demand. */
export class FakeSonobuoy {
  readonly directory: string = mkdtempSync(join(tmpdir(), 'fake-sonobuoy-'));
  readonly #path = process.env['PATH'] ?? '';

  /** @param script a shell script; `$n` counts its calls from 1, `$here` is a directory of its own */
  constructor(script: string) {
    const count =
      'here=$(dirname "$0"); n=$(( $(cat "$here/calls" 2>/dev/null || echo 0) + 1 )); echo $n > "$here/calls"';
    writeFileSync(join(this.directory, 'sonobuoy'), `#!/bin/sh\n${count}\n${script}\n`);
    chmodSync(join(this.directory, 'sonobuoy'), 0o755);
    process.env['PATH'] = `${this.directory}${delimiter}${this.#path}`;
  }

  write(name: string, content: string | Uint8Array): void {
    writeFileSync(join(this.directory, name), content);
  }

  remove(): void {
    process.env['PATH'] = this.#path;
    rmSync(this.directory, { recursive: true });
  }
}
