/** `    <file>:<line>: <full name>`, as `e2e.test --list-tests` prints it (listTestInformation in its test_context.go). */
const LISTED_SPEC = /^ {4}\S.*?:\d+: (.+)$/;

/** The full names of all specs in the output of `e2e.test --list-tests`, without the prefix `[It] ` that JUnit files put before them. */
export function parseSpecList(text: string): string[] {
  const names: string[] = [];
  for (const line of text.split(/\r?\n/)) {
    const name = LISTED_SPEC.exec(line)?.[1];
    if (name !== undefined) names.push(name);
  }
  return names;
}

/** Whether a spec counts for the clause `network-policy`: the two API specs carry no feature tag, but `Netpol` in their name. */
export function isNetworkPolicySpec(name: string): boolean {
  return /NetworkPolicy|Netpol/.test(name);
}
