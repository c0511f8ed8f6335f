/**
 * Names of the probes that test the tiers, and what each shows if it observes what it expects. A probe that is not there was
 * not made.
 */
export const tierProbes = {
  baseline: {
    'baseline-deny-tcp': 'the baseline tier denies TCP',
    'baseline-deny-udp': 'the baseline tier denies UDP',
    'baseline-overridden': 'a NetworkPolicy overrides the baseline tier',
    'baseline-restored': 'deleting a baseline policy reopens what it denied',
  },
  admin: {
    'admin-deny-tcp': 'the admin tier denies incoming TCP',
    'admin-deny-udp': 'the admin tier denies incoming UDP',
    'admin-deny-egress': 'the admin tier denies outgoing TCP',
    'admin-restored': 'deleting an admin policy reopens what it denied',
    'admin-priority': 'an admin policy that allows overrides one of lower precedence that denies',
    'admin-over-network-policy': 'no NetworkPolicy can deny what the admin tier allows',
    'admin-pass-allowed': 'a NetworkPolicy can allow what the admin tier passes',
    'admin-pass-denied': 'a NetworkPolicy can deny what the admin tier passes',
  },
} as const;

export type Tier = keyof typeof tierProbes;

/** What must be open before anything is denied. */
export const OPEN_AT_FIRST = ['open-tcp', 'open-udp'] as const;

/** A plain NetworkPolicy that denies, in the same namespaces: distinguishes policies that are not enforced from a cluster that is slow or broken. */
export const CONTROL = 'control-network-policy';

/** Probes that show that a NetworkPolicy of a later step is in force; they show nothing about a tier. */
export const IN_FORCE = 'network-policy-in-force';

/** Those that expect a blocked connection: if not one is blocked, nothing is enforced. */
export const DENYING: ReadonlySet<string> = new Set([
  'baseline-deny-tcp',
  'baseline-deny-udp',
  'admin-deny-tcp',
  'admin-deny-udp',
  'admin-deny-egress',
]);
