import { specSets } from './spec-sets.ts';
import type { Waiver, WaiverSet } from './waiver.ts';

/** The day as of which the exceptions that SCS grants were taken over. */
const PROFILE_DATE = '2026-11-22';
const SOURCE = `default profile of ${PROFILE_DATE}`;

const common = {
  source: SOURCE,
  pattern: null,
  kubernetes: null,
  cni: null,
  owner: 'Sovereign Cloud Stack (SovereignCloudStack/standards)',
} as const;

const waivers: readonly Waiver[] = [
  {
    ...common,
    id: 'scs-cilium-pod-cidr',
    specs: [...specSets['pod-cidr']],
    cni: { name: 'cilium', version: null },
    failure: 'blocked',
    reason:
      'By design, Cilium does not match the addresses of pods with CIDR rules. Kubernetes recommends ipBlock for addresses outside of the cluster. From 1.20 on, policyCIDRMatchMode: pods (beta) makes it match them: with Cilium 1.20.2, these specs fail with its defaults, two of them not in every run, and pass in that mode (docs/engines.md).',
    link: 'https://github.com/cilium/cilium/issues/9209',
    // Cilium has about two minor releases a year: time for its new match mode to leave beta.
    expires: '2027-11-22',
  },
  {
    ...common,
    id: 'scs-namespace-update-flake',
    specs: [
      '[sig-network] Netpol NetworkPolicy between server and client should allow ingress access from updated namespace [Feature:NetworkPolicy]',
    ],
    kubernetes: { from: null, below: '1.36' },
    failure: 'no-leak',
    reason: 'The spec is flaky before Kubernetes 1.36: its probes time out after 1 second; 1.36 allows 3.',
    link: 'https://github.com/kubernetes/kubernetes/pull/136715',
    // The end of life of Kubernetes 1.35, the last version that has the flake.
    expires: '2027-02-28',
  },
  {
    ...common,
    id: 'scs-sctp-connectivity',
    specs: [...specSets['sctp-connectivity']],
    failure: 'no-leak',
    reason:
      "SCTP needs support from the nodes' kernel (many distributions leave it out), from the service proxy, and from the network plugin (several have it off by default). Kubernetes' own CI does not run these specs.",
    link: 'https://github.com/kubernetes/kubernetes/issues/140489',
    // A year after the profile's date: support may have become common, so it has to be decided anew.
    expires: '2027-11-22',
  },
];

/**
 * The exceptions that SCS grants to every cluster (Tests/kaas/scs-sonobuoy-config-v1.yaml of its standards
 * repository), each with the scope that its reason implies. SCS's other exceptions are for specs that the clause does
 * not require.
 */
export const defaultWaivers: WaiverSet = { source: SOURCE, sha256: null, waivers };
