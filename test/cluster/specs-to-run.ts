import { existsSync } from 'node:fs';

/** The kernel's own word; pods can use SCTP only if it is there. */
export const HAS_SCTP = existsSync('/proc/net/sctp');

/** Where the kernel of a test machine has SCTP, these three specs need more of the cluster than it offers. */
export const WITHOUT_SCTP = { SCS_SKIP: 'SCTPConnectivity' };

/** Our own checks take minutes: tests of runs that are not about them leave them out. */
export const SPECS_ALONE = { SCS_CHECKS: 'none' };
