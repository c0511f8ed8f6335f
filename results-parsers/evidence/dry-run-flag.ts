/** Ginkgo takes one dash or two, and the e2e binary its flags with a prefix. */
const FLAG = /^--?(?:ginkgo\.)?dry-?run(?:=(.*))?$/i;

/** Whether the arguments of ginkgo or of the e2e binary ask for a dry run. */
export function asksForDryRun(args: readonly string[]): boolean {
  return args.some((argument) => {
    const found = FLAG.exec(argument);
    return found !== null && found[1] !== 'false';
  });
}
