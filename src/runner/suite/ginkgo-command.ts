import type { Settings } from '../settings.ts';

/** What one execution of the suite runs, and how. */
export interface SuiteSelection {
  readonly focus: string;
  /** Specs that match any of these do not run. */
  readonly skips: readonly string[];
  readonly processes: number;
  /** Of the random order in which the specs are started. */
  readonly seed: number;
}

/** Files that the suite reads. */
export interface SuiteFiles {
  readonly suite: string;
  /** Which mirror its images come from; null: none. */
  readonly repoList: string | null;
  /** Credentials for pulling images; null: none. */
  readonly dockerConfig: string | null;
}

/**
 * The command for one execution of the suite. The same flags as upstream's go-runner (test/conformance/image/go-runner/cmd.go), valid
 * from Kubernetes 1.30 (ginkgo 2.15) on, plus `-v`, which shows each spec when it ends and keeps the timelines of those that passed, and
 * the seed of the order, which ginkgo would choose itself.
 * ginkgo's own timeout stays out of the way of ours: it would end the run without cleaning up.
 */
export function ginkgoCommand(
  settings: Settings,
  { suite, repoList, dockerConfig }: SuiteFiles,
  { focus, skips, processes, seed }: SuiteSelection,
  reportDirectory: string,
): string[] {
  return [
    settings.ginkgoBinary,
    // ginkgo refuses a dry run in parallel
    `--procs=${settings.dryRun ? 1 : processes}`,
    '--no-color',
    '-v',
    '--timeout=24h',
    `--seed=${seed}`,
    `--focus=${focus}`,
    ...skips.filter((skip) => skip !== '').map((skip) => `--skip=${skip}`),
    ...(settings.dryRun ? ['--dry-run'] : []),
    suite,
    '--',
    '--disable-log-dump',
    '--repo-root=/kubernetes',
    '--provider=local',
    `--report-dir=${reportDirectory}`,
    `--kubeconfig=${settings.kubeconfig}`,
    ...(repoList === null ? [] : [`--kube-test-repo-list=${repoList}`]),
    ...(dockerConfig === null ? [] : [`--e2e-docker-config-file=${dockerConfig}`]),
  ];
}
