/** Whether Kubernetes could have given the name to a namespace or the like (RFC 1123), so that it can stand in a shell command as it is. */
export function isDnsLabel(name: string): boolean {
  return /^[a-z0-9](?:[-a-z0-9]{0,61}[a-z0-9])?$/.test(name);
}
