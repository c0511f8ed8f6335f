import { type ArchiveFiles, ownArchive } from './sonobuoy.ts';

const LOST_RESULTS = /^plugins\/scs-networking\/results\//;
export const POLICIES_PATH = (namespace: string): string =>
  `resources/ns/${namespace}/networking.k8s.io_v1_networkpolicies.json`;

export const policy = (namespace: string, spec: object, name = 'default-policy') => ({
  metadata: { namespace, name, creationTimestamp: '2026-11-28T08:28:55Z' },
  spec: { podSelector: {}, ...spec },
});

/** What an operator of default policies puts into every namespace. */
export const DENY = { policyTypes: ['Ingress', 'Egress'] };

/**
 * The archive of a run whose plugin did its work, and could not send what it had: Sonobuoy has seen its container end, and has no results
 * of it.
 */
export function cutOffArchive(
  namespace = 'team-a',
  policies: readonly object[] = [policy(namespace, DENY)],
): ArchiveFiles {
  const files = new Map([...ownArchive()].filter(([path]) => !LOST_RESULTS.test(path)));
  const error = 'Container plugin is in a terminated state (exit code 0) due to reason: Completed: ';
  return new Map([
    ...files,
    [
      'meta/config.json',
      JSON.stringify({ UUID: '3392812d-9186-4d09-92a4-96ceea05f8be', Version: 'v0.57.5', Namespace: namespace }),
    ],
    ['plugins/scs-networking/errors/global/error.json', JSON.stringify({ error })],
    [POLICIES_PATH(namespace), JSON.stringify({ items: policies })],
  ]);
}
