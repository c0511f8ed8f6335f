import { existsSync, globSync, readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { load } from 'js-yaml';
import * as z from 'zod';
import manifest from '../../package.json' with { type: 'json' };

const Step = z.object({
  run: z.string().optional(),
  uses: z.string().optional(),
  with: z.record(z.string(), z.unknown()).optional(),
});
const Workflow = z.object({
  name: z.string(),
  permissions: z.object({ contents: z.literal('read') }),
  jobs: z.record(z.string(), z.object({ steps: z.array(Step), 'timeout-minutes': z.number().optional() })),
});

const workflows = globSync('.github/workflows/*.yaml').map((file) => {
  const workflow = Workflow.parse(load(readFileSync(file, 'utf8')));
  return [file, Object.values(workflow.jobs).flatMap(({ steps }) => steps)] as const;
});

test('there are workflows for every change, for every night and for releases', () => {
  expect(workflows.map(([file]) => file).sort()).toEqual([
    '.github/workflows/check.yaml',
    '.github/workflows/cluster.yaml',
    '.github/workflows/release.yaml',
  ]);
});

describe.each(workflows)('%s', (_, steps) => {
  const commands = steps.flatMap(({ run }) => run ?? []);

  test('calls existing scripts, and has at most one line of its own in a step', () => {
    expect(commands.length).toBeGreaterThan(0);
    for (const command of commands) {
      expect(command.trimEnd()).not.toContain('\n');
      const [, script] = /^npm run (\S+)/.exec(command) ?? [];
      if (script !== undefined) expect(Object.keys(manifest.scripts)).toContain(script);
      const [, file] = /(?:^| )(\.\S+)$/.exec(command) ?? [];
      if (file !== undefined) expect(existsSync(file)).toBe(true);
    }
  });

  test('uses actions with a fixed major version', () => {
    for (const { uses } of steps) if (uses !== undefined) expect(uses).toMatch(/^[\w-]+\/[\w-]+@v\d+$/);
  });
});

test('a release is a draft with the packages of every architecture and their checksums, once the image is there', () => {
  const Release = z.object({
    jobs: z.record(z.string(), z.object({ needs: z.array(z.string()).optional(), steps: z.array(Step) })),
  });
  const { packages, image, release } = Release.parse(load(readFileSync('.github/workflows/release.yaml', 'utf8'))).jobs;
  expect([packages, image]).not.toContain(undefined);
  expect(release?.needs).toEqual(['packages', 'image']);
  const kept = packages?.steps.find(({ uses }) => uses?.startsWith('actions/upload-artifact@'))?.with;
  expect(kept).toMatchObject({ name: expect.stringMatching(/^packages-/), path: expect.stringMatching(/\/\*gz$/) });
  const [got] = release?.steps ?? [];
  expect(got?.with).toEqual({ pattern: 'packages-*', 'merge-multiple': true });
  const commands = release?.steps.flatMap(({ run }) => run ?? []) ?? [];
  expect(commands).toEqual([
    'sha256sum -- *gz > SHA256SUMS',
    expect.stringMatching(/^gh release create "\$GITHUB_REF_NAME" --draft --verify-tag .* SHA256SUMS \*gz$/),
  ]);
});
