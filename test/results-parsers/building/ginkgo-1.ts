import { type BuiltCase, escaped } from './junit.ts';
import type { ArchiveFiles } from './sonobuoy.ts';

const types = { failed: 'Failure', timedout: 'Timeout', panicked: 'Panic' } as const;

type CaseOfGinkgo1 = { name: string; state?: 'passed' | 'skipped' | keyof typeof types };

function caseXml({ name, state = 'passed' }: CaseOfGinkgo1): string {
  const open = `      <testcase name="${escaped(name)}" classname="Kubernetes e2e suite" time="1.5">`;
  if (state === 'passed') return `${open}</testcase>\n`;
  if (state === 'skipped') return `${open}\n          <skipped></skipped>\n      </testcase>\n`;
  const text = '/go/framework.go:630&#xA;it went wrong&#xA;/go/runner.go:113';
  return `${open}\n          <failure type="${types[state]}">${text}</failure>\n          <system-out>log</system-out>\n      </testcase>\n`;
}

/** A JUnit file as Ginkgo 1 wrote it, up to Kubernetes 1.24. */
export function junitOfGinkgo1(cases: readonly CaseOfGinkgo1[], willRun = cases.length): string {
  const failures = cases.filter(({ state = 'passed' }) => state in types).length;
  return `<?xml version="1.0" encoding="UTF-8"?>
  <testsuite name="Kubernetes e2e suite" tests="${willRun}" failures="${failures}" errors="0" time="1037.016">
${cases.map(caseXml).join('')}  </testsuite>`;
}

/** NetworkPolicy specs under their names in Kubernetes 1.21, two of which differ only in their container. */
export const casesOf121: readonly BuiltCase[] = [
  'NetworkPolicy [LinuxOnly] NetworkPolicy between server and client should support allow-all policy [Feature:NetworkPolicy]',
  'Netpol [LinuxOnly] NetworkPolicy between server and client should support allow-all policy [Feature:NetworkPolicy]',
  'Netpol [Feature:SCTPConnectivity][LinuxOnly][Disruptive] NetworkPolicy between server and client using SCTP should x [Feature:NetworkPolicy]',
].map((name) => ({ name: `[sig-network] ${name}` }));

/** An archive of Kubernetes 1.21 by Sonobuoy 0.53 with these files among the results. */
export function archiveOf121(junit: Readonly<Record<string, string>>): ArchiveFiles {
  const image = 'k8s.gcr.io/conformance:v1.21.1';
  return new Map([
    ['meta/config.json', JSON.stringify({ UUID: '79d04540-4be2-4da9-86f3-d9a2cb77f7ba', Version: 'v0.53.2' })],
    ['meta/info.json', JSON.stringify({ plugins: ['e2e', 'systemd-logs'] })],
    ['plugins/e2e/defintion.json', JSON.stringify({ Definition: { spec: { image } } })],
    ['plugins/systemd-logs/defintion.json', JSON.stringify({ Definition: { spec: { image: 's:1' } } })],
    ['serverversion.json', JSON.stringify({ gitVersion: 'v1.21.1' })],
    ...Object.entries(junit).map(([name, xml]): [string, string] => [`plugins/e2e/results/global/${name}`, xml]),
  ]);
}
