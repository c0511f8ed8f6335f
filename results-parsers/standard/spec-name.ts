/** The full name of a spec of Netpol's main container, from its own part of it. */
export function netpolSpecName(leaf: string): string {
  return `[sig-network] Netpol NetworkPolicy between server and client ${leaf} [Feature:NetworkPolicy]`;
}
