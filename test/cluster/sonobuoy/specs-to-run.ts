import { existsSync } from 'node:fs';
import { catalogueOf } from '../../../results-parsers/standard/catalogue.ts';
import { TESTED_KUBERNETES } from '../builds/tested-versions.ts';

const required = catalogueOf(TESTED_KUBERNETES) ?? [];

/** The number of specs that the test clusters should pass, and the number of those that also need SCTP. */
export const COUNTS = {
  passing: required.filter(({ needs }) => !needs.includes('sctp')).length,
  ofSctp: required.filter(({ needs }) => needs.includes('sctp')).length,
} as const;

/** Whether the kernel has its list of SCTP; pods can use SCTP only if it exists. */
export const HAS_SCTP = existsSync('/proc/net/sctp');

/** Leaves out the specs that send SCTP: even if the kernel has SCTP, they need more than the test cluster offers. */
export const WITHOUT_SCTP = { SCS_SKIP: 'SCTPConnectivity' };

/** Leaves out our own checks, which take minutes, in tests of runs that are not about them. */
export const SPECS_ALONE = { SCS_CHECKS: 'none' };

/**
 * Arguments of `scs-networking run` for two specs that take seconds. They may end before Sonobuoy reports that they run. Because all others are
 * skipped, the verdict is inconclusive.
 */
export const QUICK_SPECS = ['--focus', 'Netpol API', '--set', 'SCS_CHECKS=none'] as const;
