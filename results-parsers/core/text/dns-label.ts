/** Whether the name is valid in Kubernetes for namespaces and the like (RFC 1123), so that it can be used in a shell command unquoted. */
export function isDnsLabel(name: string): boolean {
  return /^[a-z0-9](?:[-a-z0-9]{0,61}[a-z0-9])?$/.test(name);
}
