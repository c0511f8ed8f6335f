import { type BuiltCase, junitXml } from './junit.ts';
import { type ArchiveFiles, requiredCases } from './sonobuoy.ts';

// Archives of runs that went wrong as in public reports of users. Each shows what little such a run leaves.

/** What Sonobuoy leaves of the run itself, and the given files. */
function failedRun(plugin: string, files: readonly (readonly [path: string, content: string])[]): ArchiveFiles {
  return new Map([
    [
      'meta/config.json',
      JSON.stringify({ UUID: '00000000-0000-0000-0000-000000000001', Version: 'v0.57.3', Namespace: 'sonobuoy' }),
    ],
    ['meta/info.json', JSON.stringify({ plugins: [plugin] })],
    [
      `plugins/${plugin}/definition.json`,
      JSON.stringify({ Definition: { spec: { image: 'registry.k8s.io/conformance:v1.34.2', env: [] } } }),
    ],
    ['serverversion.json', JSON.stringify({ gitVersion: 'v1.34.2' })],
    ...files.map(([path, content]): [string, string] => [path, content]),
  ]);
}

/** What Sonobuoy leaves of a plugin that handed over nothing. */
export function pluginFailed(error: string, plugin = 'scs-networking'): ArchiveFiles {
  return failedRun(plugin, [[`plugins/${plugin}/errors/global/error.json`, JSON.stringify({ error })]]);
}

/** Pod Security refuses Sonobuoy's pods (sonobuoy#1858). */
export const podSecurityRefusal: string =
  'error creating plugin: pods "sonobuoy-scs-networking-job-0123456789abcdef" is forbidden: violates PodSecurity "restricted:latest": allowPrivilegeEscalation != false (container "sonobuoy-worker" must set securityContext.allowPrivilegeEscalation=false)';

/** The image is of another architecture than the node (sonobuoy#1906). */
export const wrongArchitecture: string =
  'Container plugin is in a terminated state (exit code 1) due to reason: Error: exec /scs/loader: exec format error';

/** The preparation of the suite failed, so that it ran nothing (sonobuoy#2030). */
export function preparationFailed(): ArchiveFiles {
  const nodes: BuiltCase[] = [
    {
      name: '[SynchronizedBeforeSuite]',
      state: 'failed',
      text: '[FAILED] 1 / 30 pods in namespace kube-system are NOT in RUNNING and READY state in 10m0s',
    },
  ];
  const cases = requiredCases('1.34').map((spec) => ({ ...spec, state: 'skipped' as const }));
  const junit = junitXml({ cases, nodes, properties: { SuiteSucceeded: 'false' } });
  return failedRun('e2e', [['plugins/e2e/results/global/junit_01.xml', junit]]);
}

/** The suite's output is there, its JUnit is not (sonobuoy#910). */
export function outputWithoutJunit(): ArchiveFiles {
  const name =
    '[sig-network] Netpol NetworkPolicy between server and client [It] should deny ingress access to updated pod [Feature:NetworkPolicy]';
  const log = `I1120 10:00:00.0 20 e2e.go:109] e2e test version: v1.34.2
------------------------------
• [FAILED] [36.435 seconds]
${name.replace('[It] ', '')}

Summarizing 1 Failure:
  [FAIL] ${name}

Ran 50 of 7000 Specs in 1200 seconds
FAIL! -- 49 Passed | 1 Failed | 0 Pending | 6950 Skipped
`;
  return failedRun('e2e', [['plugins/e2e/results/global/e2e.log', log]]);
}
