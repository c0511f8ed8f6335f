import { BlockList, isIP } from 'node:net';
import type { IpBlock } from './network-policy.ts';

/** Whether the address is in the block's range and not in any of its exceptions. A range of one family has no address of the other. */
export function blockHas({ cidr, except }: IpBlock, address: string): boolean {
  return rangeHas(cidr, address) && !(except ?? []).some((range) => rangeHas(range, address));
}

function rangeHas(cidr: string, address: string): boolean {
  const [base = '', length = ''] = cidr.split('/');
  // BlockList would treat IPv4 addresses as mapped IPv6 ones.
  if (isIP(base) !== isIP(address)) return false;
  const family = isIP(base) === 6 ? 'ipv6' : 'ipv4';
  const range = new BlockList();
  range.addSubnet(base, Number(length), family);
  return range.check(address, family);
}
