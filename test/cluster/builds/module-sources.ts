import { execa } from 'execa';
import * as z from 'zod';

/** What `go` is told by variables, so that it reads nothing but the pins. */
export const GO_ENVIRONMENT = { CGO_ENABLED: '0', GOFLAGS: '', GOTOOLCHAIN: 'local', GOWORK: 'off' } as const;

const DownloadedModule = z.object({ Dir: z.string().min(1) });

/** The path of a module's own sources, which are downloaded if needed: some images contain files from there. */
export async function moduleSources(
  directory: string,
  module: string,
  environment: Readonly<Record<string, string>> = {},
): Promise<string> {
  const { stdout } = await execa('go', ['mod', 'download', '-json', module], {
    cwd: directory,
    env: { ...GO_ENVIRONMENT, ...environment },
  });
  return DownloadedModule.parse(JSON.parse(stdout)).Dir;
}
