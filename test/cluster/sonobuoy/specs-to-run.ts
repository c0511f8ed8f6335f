import { existsSync } from 'node:fs';
import { catalogueOf } from '../../../results-parsers/standard/catalogue.ts';
import { TESTED_KUBERNETES } from '../builds/tested-versions.ts';

const required = catalogueOf(TESTED_KUBERNETES) ?? [];

/** How many specs the clusters of the tests are to pass, and how many need SCTP beside them. */
export const COUNTS = {
  passing: required.filter(({ needs }) => !needs.includes('sctp')).length,
  ofSctp: required.filter(({ needs }) => needs.includes('sctp')).length,
} as const;

/** The kernel's own list; pods can use SCTP only if it is there. */
export const HAS_SCTP = existsSync('/proc/net/sctp');

/** Where the kernel of a test machine has SCTP, those specs that send it need more of the cluster than it offers. */
export const WITHOUT_SCTP = { SCS_SKIP: 'SCTPConnectivity' };

/** Our own checks take minutes: tests of runs that are not about them leave them out. */
export const SPECS_ALONE = { SCS_CHECKS: 'none' };

/**
 * Arguments of `scs-networking run` for two specs that take seconds, so that they may have ended before Sonobuoy says that they run. With
 * all others skipped, the verdict is inconclusive.
 */
export const QUICK_SPECS = ['--focus', 'Netpol API', '--set', 'SCS_CHECKS=none'] as const;
