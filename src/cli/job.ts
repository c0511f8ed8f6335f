import { Command } from 'commander';
import { print } from '../terminal.ts';
import type { Ending } from './exit-codes.ts';
import { readOrComplain } from './input/usable-input.ts';
import { type JobFlags, jobOptions } from './job/job-options.ts';

const EXAMPLES = `
Examples:
  kubectl create secret generic scs-networking-store --from-env-file credentials.env
  scs-networking job --output s3://reports/2026 s3://archives/2026/ | kubectl apply -f -
  kubectl wait --for condition=complete --timeout 1h job/scs-networking-archives
  scs-networking job --shards 64 --parallelism 16 --output s3://reports/2026 s3://archives/2026/
  scs-networking job --endpoint https://store.example.org --output s3://reports/2026 s3://archives/
  scs-networking job --waivers waivers.yaml --output s3://reports/2026 s3://archives/2026/

Writes an Indexed Job with a pod for each shard, which calls \`evaluate --shard\`. Each
shard writes to a directory of its own below --output; the specs of all archives are in
\`s3://reports/2026/*/specs.parquet\`. Complete shards stay as they are: if the Job is
deleted and applied again, it evaluates only shards in which something is new. The Job
completes when all shards are complete; otherwise its status names those that failed in
spite of --retries.

The manifest has no credentials, only the name of the secret that holds them.

Exit codes: 0, or 2 for wrong usage or a file that cannot be used.`;

/** `finish` is called with how the command ended. */
export function jobCommand(finish: (ending: Ending) => void): Command {
  const command = new Command('job')
    .description('write the manifest of a Kubernetes Job that evaluates archives of an object store in many pods')
    .argument('<archives...>', 's3://BUCKET/PREFIX, for all archives whose keys begin with PREFIX')
    .addHelpText('after', EXAMPLES);
  for (const option of jobOptions()) command.addOption(option);
  return command.action(async (archives: string[], flags: JobFlags) => {
    const manifest = await readOrComplain(null, 'a file of waivers', async () => {
      const { jobText } = await import('./job/job-text.ts');
      return await jobText(archives, flags);
    });
    if (manifest === undefined) return finish('unusable');
    print(manifest);
  });
}
