import type { Settings } from './settings.ts';

/**
 * The command for one execution of the suite. The same flags as upstream's go-runner (test/conformance/image/go-runner/cmd.go), valid
 * from Kubernetes 1.30 (ginkgo 2.15) on, plus `-v`, which shows each spec when it ends and keeps the timelines of those that passed.
 * ginkgo's own timeout stays out of the way of ours: it would end the run without cleaning up.
 */
export function ginkgoCommand(settings: Settings, suite: string, reportDirectory: string): string[] {
  return [
    settings.ginkgoBinary,
    // ginkgo refuses a dry run in parallel
    `--procs=${settings.dryRun ? 1 : settings.processes}`,
    '--no-color',
    '-v',
    '--timeout=24h',
    `--focus=${settings.focus}`,
    ...(settings.skip === '' ? [] : [`--skip=${settings.skip}`]),
    ...(settings.dryRun ? ['--dry-run'] : []),
    suite,
    '--',
    '--disable-log-dump',
    '--repo-root=/kubernetes',
    '--provider=local',
    `--report-dir=${reportDirectory}`,
    `--kubeconfig=${settings.kubeconfig}`,
  ];
}
