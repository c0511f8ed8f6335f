/** The range of this address alone. */
export function rangeOf(address: string | undefined): string {
  return `${address ?? ''}/${address?.includes(':') ? 128 : 32}`;
}

/** The range of all addresses of the same family. */
export function everyAddress(like: string | undefined): string {
  return like?.includes(':') ? '::/0' : '0.0.0.0/0';
}
