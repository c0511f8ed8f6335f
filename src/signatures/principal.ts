/**
 * Whether a principal in a file of allowed signers stands for several, or excludes some (PATTERNS in ssh_config(5)), so it is nobody's
 * name.
 */
export function isPattern(principal: string): boolean {
  return principal.startsWith('!') || /[*?,]/.test(principal);
}
