import { isIP } from 'node:net';
import type { AddressFamily } from './cluster-facts.ts';

/** The family of an address or of a range such as `10.244.0.0/16`; undefined: the text is neither. */
export function addressFamilyOf(address: string): AddressFamily | undefined {
  const [host = ''] = address.split('/');
  switch (isIP(host)) {
    case 4:
      return 'IPv4';
    case 6:
      return 'IPv6';
    default:
      return undefined;
  }
}
