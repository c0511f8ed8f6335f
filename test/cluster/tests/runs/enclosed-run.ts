import { setTimeout as sleep } from 'node:timers/promises';
import { against, type ClusterAccess } from '../../access/access.ts';
import { startCommandLine } from '../../sonobuoy/command-line.ts';
import { QUICK_SPECS } from '../../sonobuoy/specs-to-run.ts';

/** Allows the pods of a run to reach only each other. */
const POLICY = {
  apiVersion: 'networking.k8s.io/v1',
  kind: 'NetworkPolicy',
  metadata: { name: 'enclosed', namespace: 'sonobuoy' },
  spec: { podSelector: {}, policyTypes: ['Egress'], egress: [{ to: [{ podSelector: {} }] }] },
};

/**
 * Runs two quick specs, and puts the policy `enclosed` in force as soon as their namespace exists.
 *
 * @param directory the directory for the archive of the run
 * @param args additional arguments of `scs-networking run`
 */
export async function runEnclosed(access: ClusterAccess, directory: string, ...args: string[]) {
  const run = startCommandLine(access, directory, ['run', ...QUICK_SPECS, ...args]);
  while ((await against(access, ['kubectl', 'get', 'namespace', 'sonobuoy'])).exitCode !== 0) await sleep(200);
  await against(access, ['kubectl', 'apply', '--filename', '-'], JSON.stringify(POLICY));
  return await run;
}
