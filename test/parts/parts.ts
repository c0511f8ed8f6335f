import type { Buildable } from '../cluster/builds/build-parts.ts';

/** Some test files that run together, in one process of jest. */
export interface Part {
  readonly name: string;
  /** What is seen of the product, for people. */
  readonly what: string;
  readonly project: 'unit' | 'browser' | 'cluster';
  /** Below test/; left out: all of the project. */
  readonly files?: readonly string[];
  /** How long it takes on two cores if everything that it needs is built. */
  readonly minutes: number;
  /** What has to be built beside the cluster that `npm test` has. */
  readonly builds?: { readonly of: readonly Omit<Buildable, 'kubernetes'>[]; readonly minutes: number };
  /** Whether it runs on any cluster, such as one of kind, or only on the test cluster. */
  readonly anyCluster?: boolean;
}

/** What `npm test` runs: everything that needs no cluster, and a whole run of the plugin on a real one. */
export const CORE: readonly Part[] = [
  { name: 'unit', what: 'all that needs no cluster', project: 'unit', minutes: 5 },
  {
    name: 'browser',
    what: 'the pages of a verdict and of many, in a headless Chromium',
    project: 'browser',
    minutes: 1,
  },
  {
    name: 'binaries',
    what: 'the catalogue and the images to mirror beside those that the real e2e binary names; a verdict with our image alone',
    project: 'cluster',
    files: [
      'cluster/tests/kubernetes/catalogue.test.ts',
      'cluster/tests/kubernetes/images.test.ts',
      'cluster/tests/kubernetes/own-image.test.ts',
    ],
    minutes: 1,
  },
  {
    name: 'plugin',
    what: 'pods of ours, a run of all specs and most checks, and its verdict',
    project: 'cluster',
    files: ['cluster/tests/kubernetes/pods.test.ts', 'cluster/tests/runs/plugin.test.ts'],
    minutes: 5,
    anyCluster: true,
  },
];

/** What `npm run test:all` runs beside it. */
export const FURTHER: readonly Part[] = [
  {
    name: 'run',
    what: 'the commands run, attach and scs: logs, Ctrl-C, other runs, images that cannot be pulled',
    project: 'cluster',
    files: ['cluster/tests/runs/run.test.ts'],
    minutes: 7,
    anyCluster: true,
  },
  {
    name: 'checks',
    what: 'the checks of the SHOULD and MAY clauses in four states of a cluster',
    project: 'cluster',
    files: ['cluster/tests/checks/checks.test.ts'],
    minutes: 9,
    builds: { of: [{ engine: 'npa-v1alpha1' }, { engine: 'npa-v1alpha2' }], minutes: 2 },
  },
  {
    name: 'windows',
    what: 'changes of policies, pods and labels that are watched while they happen',
    project: 'cluster',
    files: ['cluster/tests/checks/windows.test.ts'],
    minutes: 6,
  },
  {
    name: 'preflight',
    what: 'what keeps a fair run from starting',
    project: 'cluster',
    files: ['cluster/tests/runs/preflight.test.ts'],
    minutes: 5,
  },
  {
    name: 'archives-job',
    what: 'archives of an object store in the pods of a Job: killed pods, a shard that fails for good, a store that goes away, archives that nobody can read',
    project: 'cluster',
    files: ['cluster/tests/kubernetes/archives-job.test.ts'],
    minutes: 6,
  },
  {
    name: 'nodes',
    what: 'two nodes with addresses of both families',
    project: 'cluster',
    files: ['cluster/tests/clusters/nodes.test.ts'],
    minutes: 2,
  },
  {
    name: 'clusters',
    what: 'npm run cluster: two side by side, interrupts, a crash, what stays of one',
    project: 'cluster',
    files: ['cluster/tests/clusters/cluster.test.ts'],
    minutes: 2,
  },
  {
    name: 'whole-run',
    what: 'a run with every check, which leaves nothing behind',
    project: 'cluster',
    files: ['cluster/tests/runs/whole-run.test.ts'],
    minutes: 12,
    anyCluster: true,
  },
  {
    name: 'documented-commands',
    what: 'what the README says to type: by hand on a cluster, the demo from a clean clone, an image without a registry; the workflows of the project',
    project: 'cluster',
    files: ['cluster/tests/docs/documented-commands.test.ts', 'cluster/tests/docs/workflows.test.ts'],
    minutes: 12,
  },
  {
    name: 'unlucky-runs',
    what: 'runs that cannot go on, which end within two minutes and name the cause',
    project: 'cluster',
    files: ['cluster/tests/runs/unlucky-runs.test.ts', 'cluster/tests/runs/blocked-api.test.ts'],
    minutes: 12,
  },
  {
    name: 'faults',
    what: 'what may happen to a run: the API server, the kubelet, the disk, the runner',
    project: 'cluster',
    files: ['cluster/tests/runs/faults.test.ts'],
    minutes: 25,
  },
  {
    name: 'air-gap',
    what: 'a mirror of the images, and secrets for pulling',
    project: 'cluster',
    files: ['cluster/tests/runs/air-gap.test.ts'],
    minutes: 6,
  },
  {
    name: 'kube-router',
    what: 'kube-router as the policy engine of two nodes',
    project: 'cluster',
    files: ['cluster/tests/clusters/kube-router.test.ts'],
    minutes: 5,
    builds: { of: [{ engine: 'kube-router' }], minutes: 3 },
  },
  {
    name: 'cilium',
    what: 'Cilium, and what the preflight says of it',
    project: 'cluster',
    files: ['cluster/tests/clusters/cilium.test.ts'],
    minutes: 3,
    builds: { of: [{ engine: 'cilium' }], minutes: 8 },
  },
  {
    name: 'found-faults',
    what: 'the reports of faults in released engines, which kubectl alone reproduces',
    project: 'cluster',
    files: ['cluster/tests/docs/faults.test.ts'],
    minutes: 4,
    builds: { of: [{ engine: 'kube-router' }, { engine: 'cilium' }], minutes: 11 },
  },
  {
    name: 'ingress',
    what: 'the check of the Ingress clause on real controllers',
    project: 'cluster',
    files: ['cluster/tests/checks/ingress.test.ts'],
    minutes: 16,
    builds: {
      of: (['haproxy', 'skipper', 'traefik'] as const).map((controller) => ({
        engine: 'none',
        ingress: { controller, as: 'default' },
      })),
      minutes: 9,
    },
  },
  {
    name: 'kyverno',
    what: 'default policies by Kyverno, and pods that it refuses',
    project: 'cluster',
    files: ['cluster/tests/checks/kyverno.test.ts'],
    minutes: 4,
    builds: {
      of: [{ engine: 'enforcing', defaultPolicies: { kind: 'kyverno-deny-all', exempt: null } }],
      minutes: 8,
    },
  },
  {
    name: 'oldest-sonobuoy',
    what: 'a run with the oldest Sonobuoy that is supported',
    project: 'cluster',
    files: ['cluster/tests/runs/oldest-sonobuoy.test.ts'],
    minutes: 8,
    builds: { of: [{ engine: 'enforcing', sonobuoy: '0.56' }], minutes: 2 },
  },
  {
    name: 'policy-model',
    what: 'the model of NetworkPolicies beside the engine, in generated situations',
    project: 'cluster',
    files: ['cluster/tests/checks/policy-model.test.ts'],
    minutes: 5,
  },
  {
    name: 'run-waived',
    what: 'waived specs that run all the same',
    project: 'cluster',
    files: ['cluster/tests/runs/run-waived.test.ts'],
    minutes: 16,
  },
  {
    name: 'endings',
    what: 'runs of which the verdict is inconclusive: dry, empty, of another suite, stopped, late, killed',
    project: 'cluster',
    files: ['cluster/tests/runs/endings.test.ts'],
    minutes: 12,
    anyCluster: true,
  },
  {
    name: 'not-enforcing',
    what: 'runs on a cluster that enforces no policies, or only after a while',
    project: 'cluster',
    files: ['cluster/tests/runs/not-enforcing.test.ts'],
    minutes: 9,
  },
  {
    name: 'agent-restart',
    what: "restarts of a network plugin's agent, which comes back or does not",
    project: 'cluster',
    files: ['cluster/tests/checks/agent-restart.test.ts'],
    minutes: 6,
  },
];

export const PARTS: readonly Part[] = [...CORE, ...FURTHER];
