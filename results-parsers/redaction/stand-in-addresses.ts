import { addressFamilyOf } from '../cluster/address-family.ts';

/** For tests of network devices (RFC 2544), so not any cluster's; the range has 131,072 addresses. */
const IPV4_SIZE = 2 ** 17;

/**
 * Stand-ins for addresses: one for each address, of the same family, given out in the order in which they
 * are asked for. Nothing of a cluster's network is in them.
 */
export class StandInAddresses {
  readonly #standIns = new Map<string, string>();

  of(address: string): string {
    const known = this.#standIns.get(address) ?? this.#next(address);
    this.#standIns.set(address, known);
    return known;
  }

  #next(address: string): string {
    const [, length] = address.split('/');
    const count = this.#standIns.size + 1;
    const range = length === undefined ? '' : `/${length}`;
    switch (addressFamilyOf(address)) {
      case 'IPv4': {
        const at = count % IPV4_SIZE;
        return `198.${18 + Math.floor(at / 2 ** 16)}.${Math.floor(at / 256) % 256}.${at % 256}${range}`;
      }
      case 'IPv6':
        return `2001:db8::${Math.floor(count / 2 ** 16).toString(16)}:${(count % 2 ** 16).toString(16)}${range}`;
      case undefined:
        return '(removed)';
    }
  }
}
